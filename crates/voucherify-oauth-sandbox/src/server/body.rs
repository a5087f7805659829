//! Reads the body of a request.

use http_body::Body;
use http_body_util::BodyExt;

/// As much of a body as is kept. The rest is read all the same, so that the client gets to read
/// its answer.
const KEPT: usize = 1 << 20;

/// The first part of the body, and the length of all of it.
pub(super) async fn read<B>(mut body: B) -> Result<(Vec<u8>, u64), B::Error>
where
    B: Body + Unpin,
    B::Data: AsRef<[u8]>,
{
    let (mut kept, mut length) = (Vec::new(), 0);
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame?.into_data() {
            let data = data.as_ref();
            length += data.len() as u64;
            kept.extend_from_slice(&data[..data.len().min(KEPT - kept.len())]);
        }
    }
    Ok((kept, length))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http_body_util::Full;

    use super::*;

    #[tokio::test]
    async fn the_rest_of_a_long_body_is_counted_only() {
        let body = Full::new(Bytes::from(vec![b'x'; KEPT + 5]));
        let (kept, length) = read(body).await.unwrap();
        assert_eq!((kept.len(), length), (KEPT, KEPT as u64 + 5));
    }
}
