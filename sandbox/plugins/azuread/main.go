// The stand-in for the azuread plugin (6.11.1): it makes the same calls as the real one, to whatever answers for
// login.microsoftonline.com and graph.microsoft.com. It is for the local cloud alone and refuses to start elsewhere.
//
// Where its behaviour comes from: the calls of the real plugin, measured (6.9.1), and the source of
// terraform-provider-azuread 3.9, pulumi-terraform-bridge 3.137 and go-azure-sdk. The resource types are tables:
// group.go, group_member.go, role_assignment.go; any other type is refused by name.
package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// insideVariable holds the control address of the local cloud; it is set by whoever starts it.
const insideVariable = "MTO_SANDBOX"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	if reason := outside(os.Getenv(insideVariable), http.ProxyFromEnvironment); reason != "" {
		return fmt.Errorf("this is a stand-in for the azuread plugin and runs only inside the sandbox (%s); "+
			"install the real one with `pulumi plugin install resource azuread %s`", reason, version)
	}
	p, err := newPace()
	if err != nil {
		return err
	}
	served := newProvider(p)
	if len(os.Args) > 1 {
		served.notice = noticeTo(os.Args[1], p)
	}
	cancel := make(chan bool)
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: cancel,
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterResourceProviderServer(server, served)
			return nil
		},
	})
	if err != nil {
		return err
	}
	fmt.Println(handle.Port)
	go leaveWithParent(os.Getppid())
	go endOnSignal(served, cancel)
	return <-handle.Done
}

// outside says why this process is not in the sandbox; empty if it is. Its calls must end on this machine, whatever the
// variable says: a stand-in that reached Microsoft would write there what nobody reviewed.
func outside(address string, proxyOf func(*http.Request) (*url.URL, error)) string {
	if address == "" {
		return insideVariable + " is not set"
	}
	request, err := http.NewRequest(http.MethodGet, "https://graph.microsoft.com", nil)
	if err != nil {
		return err.Error()
	}
	proxy, err := proxyOf(request)
	if err != nil || proxy == nil {
		return "no HTTPS_PROXY leads to it"
	}
	if host := proxy.Hostname(); host != "localhost" && !net.ParseIP(host).IsLoopback() {
		return "HTTPS_PROXY leads to another machine"
	}
	return ""
}

// leaveWithParent ends the process soon after the engine that started it, however that one died.
func leaveWithParent(parent int) {
	for range time.Tick(time.Second) {
		if os.Getppid() != parent {
			os.Exit(0)
		}
	}
}

// endOnSignal lets running operations end their waits and report what exists, then stops serving.
func endOnSignal(served *provider, cancel chan bool) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM)
	<-signals
	served.stop()
	cancel <- true
	time.Sleep(3 * time.Second)
	os.Exit(0)
}

// noticeTo says once, in the engine's debug log, that this is no real plugin: shown by `pulumi --debug`, and no noise else.
func noticeTo(engine string, at pace) func(context.Context) {
	return func(ctx context.Context) {
		connection, err := grpc.NewClient(engine, grpc.WithTransportCredentials(insecure.NewCredentials()))
		if err != nil {
			return
		}
		defer connection.Close()
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		// A notice that does not arrive is no reason to fail.
		_, _ = pulumirpc.NewEngineClient(connection).Log(ctx, &pulumirpc.LogRequest{
			Severity: pulumirpc.LogSeverity_DEBUG,
			Message:  fmt.Sprintf("azuread %s: a stand-in of the sandbox; its waits are the real ones divided by %g", version, at.factor),
		})
	}
}
