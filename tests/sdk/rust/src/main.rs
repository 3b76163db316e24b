// SPDX-License-Identifier: MIT

//! The Rust SDK as a program would use it: single calls, then a batch. Usage: sdk URL KEY CALLS.json
use segment::message::{Alias, Group, Identify, Page, Screen, Track, User};
use segment::{Batcher, Client, HttpClient, Message};
use serde_json::{json, Value};

/// This SDK sends nothing again by itself: a program says so and goes on.
fn report(outcome: segment::Result<()>) {
    if let Err(error) = outcome {
        eprintln!("not delivered: {error}");
    }
}

async fn send(url: String, key: String, calls: Value) {
    let text = |name: &str| calls[name].as_str().expect("a string").to_owned();
    let user = || User::UserId { user_id: text("user") };
    let order = |event: &str, properties: &str| Track {
        user: user(),
        event: event.to_owned(),
        properties: calls[properties].clone(),
        ..Default::default()
    };
    let singles: Vec<Message> = vec![
        Identify { user: user(), traits: calls["traits"].clone(), ..Default::default() }.into(),
        order("Order Completed", "order").into(),
        Page { user: user(), name: "Basket".into(), properties: json!({"url": "https://shop.example/basket"}), ..Default::default() }.into(),
        Screen { user: user(), name: "Basket".into(), properties: json!({"variant": "B"}), ..Default::default() }.into(),
        Group { user: user(), group_id: text("groupId"), traits: calls["groupTraits"].clone(), ..Default::default() }.into(),
        Alias { user: User::UserId { user_id: text("nextUser") }, previous_id: text("user"), ..Default::default() }.into(),
    ];
    let client = HttpClient::new(reqwest::Client::new(), url);
    for message in singles {
        report(client.send(key.clone(), message).await);
    }
    let mut batch = Batcher::new(None);
    for (event, properties) in [("Order Completed", "wrongOrder"), ("order_completed", "order")] {
        assert!(batch.push(order(event, properties)).expect("small enough").is_none());
    }
    report(client.send(key, batch.into_message()).await);
}

fn main() {
    let words: Vec<String> = std::env::args().collect();
    let calls = serde_json::from_str(&std::fs::read_to_string(&words[3]).expect("the calls")).expect("JSON");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(send(words[1].clone(), words[2].clone(), calls));
}
