//! The clusters, which are generated.

use voucherify_oauth::Cluster;

#[test]
fn a_cluster_is_parsed_from_what_it_is_shown_as() {
    assert_eq!(Cluster::ALL, [Cluster::Api, Cluster::Us1, Cluster::As1]);
    for cluster in Cluster::ALL {
        assert_eq!(cluster.to_string().parse(), Ok(*cluster));
        assert_eq!(cluster.base_url(), format!("https://{cluster}.voucherify.io"));
    }
    assert_eq!(Cluster::default(), Cluster::Api);
    assert_eq!(Cluster::Us1.as_str(), "us1.api");
}

#[test]
fn an_unknown_cluster_is_named_with_the_known_ones() {
    let error = "us1\n".parse::<Cluster>().unwrap_err();
    assert_eq!(error.value(), "us1\n");
    assert_eq!(
        error.to_string(),
        r"`us1\n` is not a known cluster; the known ones are `api`, `us1.api`, `as1.api`"
    );
}
