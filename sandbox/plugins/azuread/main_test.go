package main

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

func TestItRunsOnlyInsideTheSandbox(t *testing.T) {
	through := func(proxy string) func(*http.Request) (*url.URL, error) {
		return func(*http.Request) (*url.URL, error) {
			if proxy == "" {
				return nil, nil
			}
			return url.Parse(proxy)
		}
	}
	for _, c := range []struct{ address, proxy, want string }{
		{"", "http://127.0.0.1:1", "MTO_SANDBOX is not set"},
		{"http://127.0.0.1:2", "", "no HTTPS_PROXY leads to it"},
		{"http://127.0.0.1:2", "http://proxy.example:8080", "HTTPS_PROXY leads to another machine"},
		{"http://127.0.0.1:2", "http://127.0.0.1:1", ""},
		{"http://127.0.0.1:2", "http://localhost:1", ""},
	} {
		same(t, c.proxy, outside(c.address, through(c.proxy)), c.want)
	}
}

func TestFunctionIsRefusedByName(t *testing.T) {
	_, p := signedIn(t)
	_, err := p.Invoke(context.Background(), &pulumirpc.InvokeRequest{Tok: "azuread:index/getUser:getUser"})
	says(t, err, "does not know azuread:index/getUser:getUser")
}
