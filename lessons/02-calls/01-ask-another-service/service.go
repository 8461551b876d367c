package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
)

type order struct {
	ID   string `json:"id"`
	Item string `json:"item"`
	user string
}

var orders = map[string]order{
	"1": {"1", "lamp", "ada"},
	"2": {"2", "pump", "a/c repairs"},
	"5": {"5", "ticket", "rosa"},
}

var errNoUser = errors.New("no such user")

// nameOf asks users for somebody's name.
func nameOf(user string) (string, error) {
	reply, err := http.Get(os.Getenv("USERS_URL") + "/users/" + url.PathEscape(user))
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
		Name *string `json:"name"`
	}
	if err := json.NewDecoder(reply.Body).Decode(&found); err != nil {
		return "", err
	}
	if found.Name == nil {
		return "", errors.New("users answered without a name")
	}
	return *found.Name, nil
}

func getOrder(w http.ResponseWriter, r *http.Request) {
	found, ok := orders[strings.TrimPrefix(r.URL.Path, "/orders/")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	customer, err := nameOf(found.user)
	if errors.Is(err, errNoUser) {
		http.NotFound(w, r)
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
