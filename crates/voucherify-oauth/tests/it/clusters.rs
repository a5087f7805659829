//! The clusters, which are generated.

use voucherify_oauth::Cluster;

#[test]
fn a_cluster_is_parsed_from_its_display() {
    assert_eq!(Cluster::ALL, [Cluster::Europe, Cluster::Us1, Cluster::As1]);
    for cluster in Cluster::ALL {
        assert_eq!(cluster.to_string().parse(), Ok(*cluster));
        assert_eq!(cluster.base_url(), format!("https://{cluster}.voucherify.io"));
    }
    assert_eq!(Cluster::default(), Cluster::Europe);
    assert_eq!(Cluster::Us1.as_str(), "us1.api");
}

#[test]
fn an_unknown_cluster_gets_a_suggestion() {
    let error = "us1.apo".parse::<Cluster>().unwrap_err();
    assert_eq!(error.to_string(), "`us1.apo` is not a known cluster; did you mean `us1.api`?");
}
