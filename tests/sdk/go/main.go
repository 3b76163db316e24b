// SPDX-License-Identifier: MIT

// analytics-go as a program would use it. Usage: sdk URL KEY CALLS.json
package main

import (
	"encoding/json"
	"log"
	"os"
	"time"

	"github.com/segmentio/analytics-go/v3"
)

type calls struct {
	User, NextUser, GroupId string
	Traits, GroupTraits     analytics.Traits
	Order, WrongOrder       analytics.Properties
}

// Closing the client gives up what is to be sent again, so all calls are waited for.
type outcome struct{ sent chan struct{} }

func (o outcome) Success(analytics.Message) { o.sent <- struct{}{} }
func (o outcome) Failure(message analytics.Message, err error) {
	log.Fatalf("the SDK gives up a call: %v", err)
}

func main() {
	url, key, path := os.Args[1], os.Args[2], os.Args[3]
	text, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	var c calls
	if err := json.Unmarshal(text, &c); err != nil {
		log.Fatal(err)
	}
	sent := make(chan struct{}, 100)
	client, err := analytics.NewWithConfig(key, analytics.Config{
		Endpoint: url,
		Interval: 200 * time.Millisecond,
		Callback: outcome{sent},
	})
	if err != nil {
		log.Fatal(err)
	}
	messages := []analytics.Message{
		analytics.Identify{UserId: c.User, Traits: c.Traits},
		analytics.Track{UserId: c.User, Event: "Order Completed", Properties: c.Order},
		analytics.Page{UserId: c.User, Name: "Basket", Properties: analytics.Properties{"url": "https://shop.example/basket"}},
		analytics.Screen{UserId: c.User, Name: "Basket", Properties: analytics.Properties{"variant": "B"}},
		analytics.Group{UserId: c.User, GroupId: c.GroupId, Traits: c.GroupTraits},
		analytics.Alias{PreviousId: c.User, UserId: c.NextUser},
		analytics.Track{UserId: c.User, Event: "Order Completed", Properties: c.WrongOrder},
		analytics.Track{UserId: c.User, Event: "order_completed", Properties: c.Order},
	}
	for _, message := range messages {
		if err := client.Enqueue(message); err != nil {
			log.Fatal(err)
		}
	}
	for range messages {
		<-sent
	}
	if err := client.Close(); err != nil {
		log.Fatal(err)
	}
}
