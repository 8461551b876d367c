package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

const (
	ejected = 5 * time.Second
	limit   = 2 * time.Second
)

var consul = "http://127.0.0.1:8500"

type instance struct{ id, url string }

// balancer shares requests among the instances of a service.
type balancer struct {
	mu        sync.Mutex
	instances []instance
	outUntil  map[string]time.Time
	turn      int
}

// follow keeps the list fresh by blocking queries.
func (b *balancer) follow(service string) {
	index := "0"
	for {
		found, next, err := find(service, index)
		if err != nil {
			log.Print(err)
			index = "0"
			time.Sleep(time.Second)
			continue
		}
		index = next
		b.mu.Lock()
		b.instances = found
		b.mu.Unlock()
	}
}

func find(service, index string) ([]instance, string, error) {
	url := fmt.Sprintf("%s/v1/health/service/%s?passing&index=%s&wait=60s", consul, service, index)
	response, err := http.Get(url)
	if err != nil {
		return nil, "", err
	}
	defer response.Body.Close()
	var rows []struct {
		Service struct {
			ID, Address string
			Port        int
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&rows); err != nil {
		return nil, "", err
	}
	var found []instance
	for _, row := range rows {
		s := row.Service
		found = append(found, instance{s.ID, fmt.Sprintf("http://%s:%d", s.Address, s.Port)})
	}
	return found, response.Header.Get("X-Consul-Index"), nil
}

// inTurn returns those that may be asked; at each call another one is the first.
func (b *balancer) inTurn() []instance {
	b.mu.Lock()
	defer b.mu.Unlock()
	var open []instance
	for _, one := range b.instances {
		if time.Now().After(b.outUntil[one.id]) {
			open = append(open, one)
		}
	}
	if len(open) == 0 {
		return nil
	}
	first := b.turn % len(open)
	b.turn++
	return append(open[first:len(open):len(open)], open[:first]...)
}

// get returns the answer of one of them.
func (b *balancer) get(path string) ([]byte, error) {
	client := http.Client{Timeout: limit}
	for _, one := range b.inTurn() {
		body, err := ask(&client, one.url+path)
		if err == nil {
			return body, nil
		}
		log.Printf("%s gave no answer: %v", one.id, err)
		b.mu.Lock()
		b.outUntil[one.id] = time.Now().Add(ejected)
		b.mu.Unlock()
	}
	return nil, errors.New("no instance answers")
}

func ask(client *http.Client, url string) ([]byte, error) {
	response, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	return io.ReadAll(response.Body)
}

func main() {
	if address := os.Getenv("CONSUL_HTTP_ADDR"); address != "" {
		consul = address
	}
	users := &balancer{outUntil: map[string]time.Time{}}
	go users.follow("users")
	http.HandleFunc("/orders/", func(w http.ResponseWriter, r *http.Request) {
		user, err := users.get("/users/" + strings.TrimPrefix(r.URL.Path, "/orders/"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		w.Write(user)
	})
	log.Fatal(http.ListenAndServe(":"+os.Getenv("PORT"), nil))
}
