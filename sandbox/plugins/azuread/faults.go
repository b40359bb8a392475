package main

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil/rpcerror"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// refusal is an answer of the service that the call did not accept.
type refusal struct {
	status int
	text   string // as the real plugin words it
}

func (r *refusal) Error() string { return r.text }

// odataError is the body of an error of Microsoft Graph.
type odataError struct {
	Code       string      `json:"code"`
	Message    string      `json:"message"`
	InnerError *odataError `json:"innerError"`
}

func (e *odataError) String() string {
	if e == nil {
		return ""
	}
	var parts []string
	for _, part := range []string{e.Code, e.Message, e.InnerError.String()} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ": ")
}

// newRefusal words an unexpected answer as the real plugin does (go-azure-sdk, client.Execute).
func newRefusal(status int, said *odataError, body []byte) *refusal {
	line := fmt.Sprintf("unexpected status %d (%d %s)", status, status, http.StatusText(status))
	switch text := said.String(); {
	case text != "":
		line += " with error: " + text
	case len(body) == 0:
		line += " received with no body"
	default:
		line += " with response: " + string(body)
	}
	return &refusal{status: status, text: line}
}

func isStatus(err error, status int) bool {
	var refused *refusal
	return errors.As(err, &refused) && refused.status == status
}

func isNotFound(err error) bool { return isStatus(err, http.StatusNotFound) }

// heading is an error with the sentence that the real plugin puts above it.
func heading(err error, format string, args ...any) error {
	summary := fmt.Sprintf(format, args...)
	if err == nil {
		return errors.New(summary)
	}
	return fmt.Errorf("%s: %w", summary, err)
}

// list renders an error as the Terraform bridge does: one or more bullets under a count.
func list(err error) error {
	return fmt.Errorf("1 error occurred:\n\t* %w\n\n", err)
}

// unfinished reports an object that exists, though the operation on it failed: the engine keeps it in its state.
func unfinished(id string, properties *structpb.Struct, reason string) error {
	return rpcerror.WithDetails(rpcerror.New(codes.Unknown, reason), &pulumirpc.ErrorResourceInitFailed{
		Id:         id,
		Properties: properties,
		Reasons:    []string{reason},
	})
}
