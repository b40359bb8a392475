package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/pulumi/pulumi/sdk/v3/python/toolchain"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// toldAlready is how the Python executor exits when its program has shown what went wrong.
const toldAlready = 32

// languageHost answers what the engine asks of a language. Code generation, templates and packing stay unimplemented.
type languageHost struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
	engine   string // address of the engine, which the program reports to
	executor string // path of pulumi-language-python-exec, which runs a program under the SDK
	children *children
}

func (h *languageHost) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version.Version}, nil
}

// GetRequiredPackages names none: the engine looks for a plugin when a program declares a resource of it, so that a
// program which imports an SDK and declares nothing of it needs no plugin.
func (h *languageHost) GetRequiredPackages(
	context.Context, *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	return &pulumirpc.GetRequiredPackagesResponse{}, nil
}

// Run executes a program once. A program that has told its failure itself is a Bail: the engine adds nothing then.
func (h *languageHost) Run(call context.Context, request *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	settings, err := programSettings(request)
	if err != nil {
		return nil, err
	}
	err = h.children.run(call, func(call context.Context) (*exec.Cmd, error) {
		process, err := h.python(call, request.GetInfo(), append([]string{"-u", h.executor}, h.arguments(request)...))
		if err != nil {
			return nil, err
		}
		process.Env = append(process.Env, settings...)
		process.Stdout, process.Stderr = os.Stdout, os.Stderr
		return process, nil
	})
	var exit *exec.ExitError
	switch {
	case err == nil:
		return &pulumirpc.RunResponse{}, nil
	case errors.As(err, &exit) && exit.ExitCode() == toldAlready:
		return &pulumirpc.RunResponse{Bail: true}, nil
	case errors.As(err, &exit):
		return &pulumirpc.RunResponse{Error: "the Python program ended with " + exit.String()}, nil
	default:
		return &pulumirpc.RunResponse{Error: "the Python program could not be run: " + err.Error()}, nil
	}
}

// arguments are the executor's, in the words of its argument parser.
func (h *languageHost) arguments(request *pulumirpc.RunRequest) []string {
	info := request.GetInfo()
	var arguments []string
	for _, option := range [][2]string{
		{"--monitor", request.GetMonitorAddress()},
		{"--engine", h.engine},
		{"--project", request.GetProject()},
		{"--stack", request.GetStack()},
		{"--organization", request.GetOrganization()},
		{"--root_directory", info.GetRootDirectory()},
		{"--pwd", request.GetPwd()},
		{"--dry_run", strconv.FormatBool(request.GetDryRun())},
		{"--parallel", strconv.Itoa(int(request.GetParallel()))},
	} {
		if option[1] != "" {
			arguments = append(arguments, option[0]+"="+option[1])
		}
	}
	arguments = append(arguments, "--", filepath.Join(info.GetProgramDirectory(), info.GetEntryPoint()))
	return append(arguments, request.GetArgs()...)
}

// programSettings are the stack's settings as the SDK reads them. An absent mapping is sent as {} and an absent list as
// []: the SDK fails on null.
func programSettings(request *pulumirpc.RunRequest) ([]string, error) {
	values, secrets := request.GetConfig(), request.GetConfigSecretKeys()
	if values == nil {
		values = map[string]string{}
	}
	if secrets == nil {
		secrets = []string{}
	}
	valuesJSON, err := json.Marshal(values)
	if err != nil {
		return nil, err
	}
	secretsJSON, err := json.Marshal(secrets)
	if err != nil {
		return nil, err
	}
	return []string{"PULUMI_CONFIG=" + string(valuesJSON), "PULUMI_CONFIG_SECRET_KEYS=" + string(secretsJSON)}, nil
}

// python is the interpreter of the project's virtual environment with its environment variables, not started yet.
func (h *languageHost) python(
	call context.Context, info *pulumirpc.ProgramInfo, arguments []string,
) (*exec.Cmd, error) {
	option := func(name string) string { return info.GetOptions().GetFields()[name].GetStringValue() }
	options := toolchain.PythonOptions{
		Root:       info.GetRootDirectory(),
		ProgramDir: info.GetProgramDirectory(),
		Virtualenv: option("virtualenv"),
	}
	switch name := option("toolchain"); strings.ToLower(name) {
	case "":
		options.Toolchain = toolchain.Auto
	case "pip":
		options.Toolchain = toolchain.Pip
	case "poetry":
		options.Toolchain = toolchain.Poetry
	case "uv":
		options.Toolchain = toolchain.Uv
	default:
		return nil, fmt.Errorf("the option toolchain of Pulumi.yaml is %q; pip, poetry or uv are known", name)
	}
	tools, err := toolchain.ResolveToolchain(options)
	if err != nil {
		return nil, err
	}
	if err := tools.ValidateVenv(call); err != nil {
		return nil, err
	}
	process, err := tools.Command(call, arguments...)
	if err != nil {
		return nil, err
	}
	if process.Env == nil {
		process.Env = os.Environ()
	}
	return process, nil
}

// About names the interpreter. The engine asks during `up` too, so pip is not run for its version.
func (h *languageHost) About(call context.Context, request *pulumirpc.AboutRequest) (*pulumirpc.AboutResponse, error) {
	process, err := h.python(call, request.GetInfo(),
		[]string{"-I", "-S", "-c", "import platform, sys; print(sys.executable); print(platform.python_version())"})
	if err != nil {
		return nil, err
	}
	said, err := process.Output()
	if err != nil {
		return nil, err
	}
	executable, number, _ := strings.Cut(strings.TrimSpace(string(said)), "\n")
	return &pulumirpc.AboutResponse{Executable: executable, Version: number, Metadata: map[string]string{}}, nil
}

// GetProgramDependencies names none: the lock files of the project do.
func (h *languageHost) GetProgramDependencies(
	context.Context, *pulumirpc.GetProgramDependenciesRequest,
) (*pulumirpc.GetProgramDependenciesResponse, error) {
	return &pulumirpc.GetProgramDependenciesResponse{}, nil
}

// InstallDependencies does nothing: the environment is made from its lock before the engine is started.
func (h *languageHost) InstallDependencies(
	*pulumirpc.InstallDependenciesRequest, grpc.ServerStreamingServer[pulumirpc.InstallDependenciesResponse],
) error {
	return nil
}

// RuntimeOptionsPrompts asks nothing: the options stand in Pulumi.yaml.
func (h *languageHost) RuntimeOptionsPrompts(
	context.Context, *pulumirpc.RuntimeOptionsRequest,
) (*pulumirpc.RuntimeOptionsResponse, error) {
	return &pulumirpc.RuntimeOptionsResponse{}, nil
}
