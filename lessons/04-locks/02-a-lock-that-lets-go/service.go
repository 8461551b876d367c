package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"
)

const (
	etcd   = "http://127.0.0.1:2379"
	beats  = 3
	again  = 500 * time.Millisecond
	charge = 8 * time.Second
)

var client = &http.Client{Timeout: time.Second}

// post calls etcd's JSON gateway.
func post(path string, body, answer interface{}) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	response, err := client.Post(etcd+path, "application/json", bytes.NewReader(text))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("etcd answered %s", response.Status)
	}
	return json.NewDecoder(response.Body).Decode(answer)
}

type object map[string]interface{}

// lock is had for as long as its context is not done.
type lock struct {
	context.Context
	lease string
	end   context.CancelFunc
}

// acquire waits until the lock is free, and takes it.
func acquire(name string, ttl time.Duration) (*lock, error) {
	asked := time.Now()
	var granted struct{ ID string }
	if err := post("/v3/lease/grant", object{"TTL": int(ttl.Seconds())}, &granted); err != nil {
		return nil, err
	}
	ctx, end := context.WithCancel(context.Background())
	held := &lock{ctx, granted.ID, end}
	go held.keepAlive(ttl, asked.Add(ttl))
	for {
		taken, err := held.putIfAbsent(name)
		if err == nil && taken {
			return held, nil
		}
		if err == nil {
			select {
			case <-time.After(again):
				continue
			case <-held.Done():
				err = held.Err()
			}
		}
		held.release()
		return nil, err
	}
}

func (l *lock) putIfAbsent(name string) (bool, error) {
	key := base64.StdEncoding.EncodeToString([]byte(name))
	var answer struct{ Succeeded bool }
	err := post("/v3/kv/txn", object{
		"compare": []object{{"key": key, "target": "CREATE", "result": "EQUAL", "create_revision": 0}},
		"success": []object{{"request_put": object{"key": key, "lease": l.lease}}},
	}, &answer)
	return answer.Succeeded, err
}

// keepAlive ends the context when the lease is lost, or may be before it could ask again.
func (l *lock) keepAlive(ttl time.Duration, runsOut time.Time) {
	defer l.end()
	for {
		select {
		case <-time.After(ttl / beats):
		case <-l.Done():
			return
		}
		asked := time.Now()
		var answer struct{ Result struct{ TTL string } }
		err := post("/v3/lease/keepalive", object{"ID": l.lease}, &answer)
		switch {
		case err == nil && answer.Result.TTL != "":
			runsOut = asked.Add(ttl)
		case err == nil || time.Now().Add(ttl/beats).After(runsOut):
			return
		}
	}
}

// release deletes the key with its lease; if that fails, the lease runs out.
func (l *lock) release() {
	l.end()
	if err := post("/v3/lease/revoke", object{"ID": l.lease}, &object{}); err != nil {
		log.Print(err)
	}
}

func main() {
	ttl := 5 * time.Second
	for _, order := range os.Args[1:] {
		held, err := acquire("locks/book", ttl)
		if err != nil {
			log.Fatal(err)
		}
		select {
		case <-time.After(charge):
			fmt.Printf("order %s is paid\n", order)
		case <-held.Done():
			fmt.Printf("order %s is not paid: the lock was lost\n", order)
		}
		held.release()
	}
}
