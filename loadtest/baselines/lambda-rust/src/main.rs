use aws_config::BehaviorVersion;
use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use quartet_baseline_lambda::event::{Event, answer};
use quartet_baseline_lambda::stores::Stores;

// An environment works on one event at a time: more threads would have nothing to do.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let stores = Stores::from_environment(&config);
    let stores = &stores;
    run(service_fn(move |event: LambdaEvent<Event>| async move {
        answer(stores, event.payload).await
    }))
    .await
}
