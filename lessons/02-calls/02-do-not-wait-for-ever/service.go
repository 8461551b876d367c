package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

const limit = 300 * time.Millisecond

type order struct {
	ID   string `json:"id"`
	Item string `json:"item"`
	user string
}

var orders = map[string]order{
	"1": {"1", "lamp", "ada"},
	"2": {"2", "silk", "luo"},
	"3": {"3", "mask", "zoe"},
	"4": {"4", "ticket", "rosa"},
}

var errNoUser = errors.New("no such user")

// findOrder takes a while, and no longer than ctx lasts.
func findOrder(ctx context.Context, id string) (order, bool, error) {
	select {
	case <-time.After(50 * time.Millisecond):
		found, ok := orders[id]
		return found, ok, nil
	case <-ctx.Done():
		return order{}, false, ctx.Err()
	}
}

// nameOf asks users, tells it how much time is left, and hangs up when ctx ends.
func nameOf(ctx context.Context, user string) (string, error) {
	address := os.Getenv("USERS_URL") + "/users/" + url.PathEscape(user)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	if end, ok := ctx.Deadline(); ok {
		req.Header.Set("x-timeout-ms", strconv.FormatInt(time.Until(end).Milliseconds(), 10))
	}
	reply, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer reply.Body.Close()
	if reply.StatusCode == http.StatusNotFound {
		return "", errNoUser
	}
	if reply.StatusCode != http.StatusOK {
		return "", fmt.Errorf("users answered %s", reply.Status)
	}
	var found struct {
		Name string `json:"name"`
	}
	err = json.NewDecoder(reply.Body).Decode(&found)
	return found.Name, err
}

// timeoutOf is what the caller gives us, but never more than our own limit.
func timeoutOf(r *http.Request) time.Duration {
	ms, err := strconv.ParseUint(r.Header.Get("x-timeout-ms"), 10, 31)
	if asked := time.Duration(ms) * time.Millisecond; err == nil && asked < limit {
		return asked
	}
	return limit
}

func getOrder(w http.ResponseWriter, r *http.Request) {
	// The request's own context ends when its sender hangs up.
	ctx, cancel := context.WithTimeout(r.Context(), timeoutOf(r))
	defer cancel()
	found, ok, err := findOrder(ctx, strings.TrimPrefix(r.URL.Path, "/orders/"))
	if err == nil && !ok {
		http.NotFound(w, r)
		return
	}
	var customer string
	if err == nil {
		customer, err = nameOf(ctx, found.user)
	}
	if errors.Is(err, errNoUser) {
		http.NotFound(w, r)
		return
	}
	if errors.Is(err, context.DeadlineExceeded) {
		http.Error(w, "users did not answer in time", http.StatusGatewayTimeout)
		return
	}
	if err != nil {
		log.Print(err)
		http.Error(w, "users cannot say who ordered this", http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(struct {
		order
		Customer string `json:"customer"`
	}{found, customer})
}

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	http.HandleFunc("/orders/", getOrder)
	log.Printf("orders listens on port %s", port)
	log.Fatal(http.ListenAndServe(":"+port, nil))
}
