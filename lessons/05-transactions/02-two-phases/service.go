// The coordinator: POST /transfers/ID?from=ACCOUNT&to=ACCOUNT&cents=AMOUNT.
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

type decision struct {
	ID   string `json:"id"`
	Done bool   `json:"done"`
}

type coordinator struct {
	mu        sync.Mutex // one transfer at a time
	banks     [2]string
	journal   *os.File
	decisions map[string]bool
}

var client = &http.Client{Timeout: 2 * time.Second}

// call says whether the bank did it, and whether it answered at all.
func call(method, url string) (ok, answered bool) {
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		return false, false
	}
	res, err := client.Do(req)
	if err != nil {
		return false, false
	}
	defer res.Body.Close()
	return res.StatusCode == http.StatusOK, true
}

// vote is the first phase at one bank.
func vote(bank, xid, account string, cents int) bool {
	for _, path := range []string{
		"/xa/start/" + xid,
		fmt.Sprintf("/accounts/%s?add=%d&xid=%s", account, cents, xid),
		"/xa/end/" + xid,
		"/xa/prepare/" + xid,
	} {
		if ok, _ := call(http.MethodPost, bank+path); !ok {
			return false
		}
	}
	return true
}

// finish is the second phase at one bank. A bank that does not know the xid has done it before.
func (c *coordinator) finish(bank, xid string) {
	verb := "rollback"
	if c.decisions[xid] {
		verb = "commit"
	}
	for {
		if _, answered := call(http.MethodPost, bank+"/xa/"+verb+"/"+xid); answered {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func (c *coordinator) transfer(id, from, to string, cents int) (bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if done, known := c.decisions[id]; known {
		return done, nil
	}
	done := vote(c.banks[0], id, from, -cents)
	done = vote(c.banks[1], id, to, cents) && done
	line, err := json.Marshal(decision{id, done})
	if err != nil {
		return false, err
	}
	if _, err := c.journal.Write(append([]byte("\n"), line...)); err != nil {
		return false, err
	}
	if err := c.journal.Sync(); err != nil {
		return false, err
	}
	c.decisions[id] = done
	for _, bank := range c.banks {
		c.finish(bank, id)
	}
	return done, nil
}

// recover reads the journal, and finishes what is prepared at the banks.
func (c *coordinator) recover() error {
	lines := bufio.NewScanner(c.journal)
	for lines.Scan() {
		var one decision
		if json.Unmarshal(lines.Bytes(), &one) == nil {
			c.decisions[one.ID] = one.Done
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if err := c.journal.Sync(); err != nil {
		return err
	}
	for _, bank := range c.banks {
		for _, xid := range prepared(bank) {
			c.finish(bank, xid)
		}
	}
	return nil
}

func prepared(bank string) []string {
	for {
		res, err := client.Get(bank + "/xa/recover")
		if err == nil {
			var xids []string
			err = json.NewDecoder(res.Body).Decode(&xids)
			res.Body.Close()
			if err == nil {
				return xids
			}
		}
		time.Sleep(200 * time.Millisecond)
	}
}

func (c *coordinator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id := strings.TrimPrefix(r.URL.Path, "/transfers/")
	query := r.URL.Query()
	var cents int
	if _, err := fmt.Sscan(query.Get("cents"), &cents); err != nil || cents <= 0 {
		http.Error(w, "cents should be a number above 0", http.StatusBadRequest)
		return
	}
	done, err := c.transfer(id, query.Get("from"), query.Get("to"), cents)
	switch {
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
	case done:
		fmt.Fprint(w, "done")
	default:
		http.Error(w, "refused", http.StatusConflict)
	}
}

func main() {
	journal, err := os.OpenFile("decisions", os.O_RDWR|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		log.Fatal(err)
	}
	c := &coordinator{
		banks:     [2]string{os.Getenv("BANK_A"), os.Getenv("BANK_B")},
		journal:   journal,
		decisions: map[string]bool{},
	}
	if err := c.recover(); err != nil {
		log.Fatal(err)
	}
	http.Handle("/transfers/", c)
	log.Print("transfers listens on port 8080")
	log.Fatal(http.ListenAndServe(":8080", nil))
}
