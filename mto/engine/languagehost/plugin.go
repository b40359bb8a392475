package main

import (
	"context"
	"errors"
	"os/exec"
	"sync"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// pluginStream is one plugin's way to the engine: what it prints, and the code it ends with.
type pluginStream = grpc.ServerStreamingServer[pulumirpc.RunPluginResponse]

// RunPlugin runs a plugin written in Python until it ends or the engine hangs up: a policy pack (kind "analyzer") under
// the policy SDK, anything else as a program.
func (h *languageHost) RunPlugin(request *pulumirpc.RunPluginRequest, stream pluginStream) error {
	program := request.GetInfo().GetProgramDirectory()
	arguments := append([]string{"-u", program}, request.GetArgs()...)
	if request.GetKind() == "analyzer" {
		arguments = append(append([]string{"-u", "-m", "pulumi.policy"}, request.GetArgs()...), program)
	}
	var sending sync.Mutex
	err := h.children.run(stream.Context(), func(call context.Context) (*exec.Cmd, error) {
		process, err := h.python(call, request.GetInfo(), arguments)
		if err != nil {
			return nil, err
		}
		process.Dir = request.GetPwd()
		process.Env = append(process.Env, request.GetEnv()...)
		process.Stdout = pluginOutput(func(said []byte) error {
			sending.Lock()
			defer sending.Unlock()
			return stream.Send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Stdout{Stdout: said}})
		})
		process.Stderr = pluginOutput(func(said []byte) error {
			sending.Lock()
			defer sending.Unlock()
			return stream.Send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Stderr{Stderr: said}})
		})
		return process, nil
	})
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return err
	}
	code := int32(0)
	if exit != nil {
		code = int32(exit.ExitCode())
	}
	return stream.Send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Exitcode{Exitcode: code}})
}

// pluginOutput hands what a process writes to the engine. gRPC allows one sender at a time, hence the caller's lock.
type pluginOutput func([]byte) error

func (send pluginOutput) Write(said []byte) (int, error) {
	if err := send(said); err != nil {
		return 0, err
	}
	return len(said), nil
}
