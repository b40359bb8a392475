// Command languagehost is pulumi-language-python for an engine that was built from its Go module, which carries none.
//
// The engine starts it with its own address as the last argument, reads a port from the first line of its output, and
// asks it over gRPC to run a Python program (host.go) or a plugin written in Python (plugin.go). It answers for a
// virtual environment that exists: it installs nothing, and it generates no code.
//
// Rests on: pulumi/pulumi v3.259.0, proto/pulumi/language.proto and sdk/go/common/resource/plugin/langruntime_plugin.go.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

const (
	parentLook = time.Second     // how often a host looks whether its engine lives
	childGrace = 3 * time.Second // what a child gets between an interrupt and its end
)

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, "pulumi-language-python:", err)
		os.Exit(1)
	}
}

// serve answers the engine until it interrupts us or is gone; both are an ordinary end, and quiet.
func serve() error {
	if len(os.Args) < 2 {
		return fmt.Errorf("the engine starts this program, with its address as argument")
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	alive, end := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer end()
	host := &languageHost{
		engine:   os.Args[len(os.Args)-1],
		executor: filepath.Join(filepath.Dir(self), "pulumi-language-python-exec"),
		children: &children{alive: alive},
	}
	server, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Init: func(s *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(s, host)
			return nil
		},
		Options: rpcutil.TracingServerInterceptorOptions(nil),
	})
	if err != nil {
		return err
	}
	go leaveWithParent(end)
	fmt.Println(server.Port)
	select {
	case <-alive.Done():
		host.children.wait()
		return nil
	case err := <-server.Done:
		return err
	}
}

// leaveWithParent ends the host when the engine was killed and could not: an orphan's program would go on writing.
func leaveWithParent(end func()) {
	engine := os.Getppid()
	for os.Getppid() == engine {
		time.Sleep(parentLook)
	}
	end()
}

// children are the Python processes that a host has started. They end with it: asked first, killed after childGrace.
type children struct {
	alive   context.Context
	running sync.WaitGroup
}

// run starts a process, ties its life to the host's and to one call of the engine's, and waits for it.
func (c *children) run(call context.Context, make func(context.Context) (*exec.Cmd, error)) error {
	c.running.Add(1)
	defer c.running.Done()
	call, end := context.WithCancel(call)
	defer end()
	defer context.AfterFunc(c.alive, end)()
	process, err := make(call)
	if err != nil {
		return err
	}
	process.Cancel = func() error { return process.Process.Signal(os.Interrupt) }
	process.WaitDelay = childGrace
	return process.Run()
}

func (c *children) wait() {
	c.running.Wait()
}
