// The orchestrator: POST /orders/ID?customer=…&item=…&count=…&country=….
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

const priceCents = 1500

type order struct {
	ID       string `json:"id"`
	Customer string `json:"customer"`
	Item     string `json:"item"`
	Count    int    `json:"count"`
	Country  string `json:"country"`
}

// entry is written when an order begins, and again when it is placed.
type entry struct {
	Order  order `json:"order"`
	Placed bool  `json:"placed"`
}

type step struct {
	url   string
	of    string
	count int
}

func stepsOf(o order) []step {
	return []step{
		{os.Getenv("STOCK") + "/stock/" + o.ID, o.Item, o.Count},
		{os.Getenv("PAYMENTS") + "/payments/" + o.ID, o.Customer, o.Count * priceCents},
		{os.Getenv("SHIPPING") + "/shipping/" + o.ID, o.Country, 1},
	}
}

var client = &http.Client{Timeout: 2 * time.Second}

func send(method, url string) error {
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		return err
	}
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s", method, url, res.Status)
	}
	return nil
}

type saga struct {
	mu       sync.Mutex // one order at a time
	journal  *os.File
	outcomes map[string]bool
}

func (s *saga) record(o order, placed bool) error {
	line, err := json.Marshal(entry{o, placed})
	if err != nil {
		return err
	}
	if _, err := s.journal.Write(append([]byte("\n"), line...)); err != nil {
		return err
	}
	return s.journal.Sync()
}

func (s *saga) place(o order) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if placed, known := s.outcomes[o.ID]; known {
		return placed, nil
	}
	if err := s.record(o, false); err != nil {
		return false, err
	}
	for _, one := range stepsOf(o) {
		url := fmt.Sprintf("%s?order=%s&of=%s&count=%d", one.url, o.ID, one.of, one.count)
		if err := send(http.MethodPost, url); err != nil {
			log.Print(err)
			s.cancel(o)
			return false, nil
		}
	}
	if err := s.record(o, true); err != nil {
		return false, err
	}
	s.outcomes[o.ID] = true
	return true, nil
}

// cancel gives everything back, the last step first: also what may have been taken.
func (s *saga) cancel(o order) {
	s.outcomes[o.ID] = false
	steps := stepsOf(o)
	for i := len(steps) - 1; i >= 0; i-- {
		for {
			err := send(http.MethodDelete, steps[i].url)
			if err == nil {
				break
			}
			log.Print(err)
			time.Sleep(200 * time.Millisecond)
		}
	}
}

// recover brings every order to its end that an earlier process began.
func (s *saga) recover() error {
	latest := map[string]entry{}
	lines := bufio.NewScanner(s.journal)
	for lines.Scan() {
		var one entry
		// The last line may be torn.
		if json.Unmarshal(lines.Bytes(), &one) == nil {
			latest[one.Order.ID] = one
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if err := s.journal.Sync(); err != nil {
		return err
	}
	for id, one := range latest {
		if one.Placed {
			s.outcomes[id] = true
		} else {
			s.cancel(one.Order)
		}
	}
	return nil
}

func (s *saga) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	o := order{
		ID:       strings.TrimPrefix(r.URL.Path, "/orders/"),
		Customer: query.Get("customer"),
		Item:     query.Get("item"),
		Country:  query.Get("country"),
	}
	if _, err := fmt.Sscan(query.Get("count"), &o.Count); err != nil || o.Count <= 0 {
		http.Error(w, "count should be a number above 0", http.StatusBadRequest)
		return
	}
	placed, err := s.place(o)
	switch {
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
	case placed:
		fmt.Fprint(w, "placed")
	default:
		http.Error(w, "cancelled", http.StatusConflict)
	}
}

func main() {
	journal, err := os.OpenFile("orders", os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		log.Fatal(err)
	}
	s := &saga{journal: journal, outcomes: map[string]bool{}}
	if err := s.recover(); err != nil {
		log.Fatal(err)
	}
	http.Handle("/orders/", s)
	log.Print("orders listens on port 8080")
	log.Fatal(http.ListenAndServe(":8080", nil))
}
