package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

const ttl = 6 * time.Second

var (
	consul = "http://127.0.0.1:8500"
	// A registry that stands still must hold up neither heartbeats nor leaving.
	client = &http.Client{Timeout: ttl / 3}
)

// put returns the status of the agent's answer, or 0 when it gives none.
func put(path string, body any) int {
	content, err := json.Marshal(body)
	if err != nil {
		log.Fatal(err)
	}
	request, err := http.NewRequest(http.MethodPut, consul+path, bytes.NewReader(content))
	if err != nil {
		log.Fatal(err)
	}
	response, err := client.Do(request)
	if err != nil {
		log.Print(err)
		return 0
	}
	response.Body.Close()
	return response.StatusCode
}

// keepRegistered sends heartbeats until the context ends, and registers whenever the agent does not
// know this instance. It closes left when it has left the registry.
func keepRegistered(ctx context.Context, port int, left chan<- struct{}) {
	defer close(left)
	id := fmt.Sprintf("users-%d", port)
	ticker := time.NewTicker(ttl / 3)
	defer ticker.Stop()
	for {
		if put("/v1/agent/check/pass/service:"+id, nil) == http.StatusNotFound {
			put("/v1/agent/service/register", map[string]any{
				"ID": id, "Name": "users", "Address": "127.0.0.1", "Port": port,
				"Check": map[string]string{
					"TTL": ttl.String(), "Status": "passing", "DeregisterCriticalServiceAfter": "1m",
				},
			})
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			put("/v1/agent/service/deregister/"+id, nil)
			return
		}
	}
}

func main() {
	if address := os.Getenv("CONSUL_HTTP_ADDR"); address != "" {
		consul = address
	}
	port := os.Getenv("PORT")
	if port == "" {
		port = "8081"
	}
	listener, err := net.Listen("tcp", ":"+port)
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, "ok")
	})}

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	left := make(chan struct{})
	go keepRegistered(ctx, listener.Addr().(*net.TCPAddr).Port, left)

	closed := make(chan struct{})
	go func() {
		<-left
		if err := server.Shutdown(context.Background()); err != nil {
			log.Print(err)
		}
		close(closed)
	}()
	if err := server.Serve(listener); err != http.ErrServerClosed {
		log.Fatal(err)
	}
	<-closed
}
