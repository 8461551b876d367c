package main

import (
	"encoding/json"
	"log"
	"net/http"
	"strconv"
	"sync"
)

// book holds the orders that are paid, behind a fence.
type book struct {
	mu     sync.Mutex
	orders []string
	// newest is the greatest fencing token that has come with a request.
	newest int64
}

func (b *book) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var orders []string
	if r.Method == http.MethodPut {
		// The body first: what is compared must still be true when it is written.
		if err := json.NewDecoder(r.Body).Decode(&orders); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
	}
	text := r.Header.Get("Fencing-Token")
	token, err := strconv.ParseInt(text, 10, 64)
	if err != nil && (text != "" || r.Method == http.MethodPut) {
		http.Error(w, "A write needs a Fencing-Token.", http.StatusBadRequest)
		return
	}

	b.mu.Lock()
	defer b.mu.Unlock()
	if text != "" {
		if token < b.newest {
			http.Error(w, "Somebody has had the lock since.", http.StatusConflict)
			return
		}
		b.newest = token
	}
	if r.Method == http.MethodPut {
		b.orders = orders
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(b.orders); err != nil {
		log.Print(err)
	}
}

func main() {
	http.Handle("/book", &book{orders: []string{}})
	log.Fatal(http.ListenAndServe(":8090", nil))
}
