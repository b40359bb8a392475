package main

import (
	"slices"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"
)

func TestAbsentSettingsAreEmptyAndNeverNull(t *testing.T) {
	settings, err := programSettings(&pulumirpc.RunRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"PULUMI_CONFIG={}", "PULUMI_CONFIG_SECRET_KEYS=[]"}; !slices.Equal(settings, want) {
		t.Errorf("got %q, want %q", settings, want)
	}
}

func TestProgramIsNamedByItsPathWhateverThatHolds(t *testing.T) {
	host := &languageHost{engine: "127.0.0.1:1"}
	arguments := host.arguments(&pulumirpc.RunRequest{
		Project: "mto", Stack: "-odd", DryRun: true, Args: []string{"--flag"},
		Info: &pulumirpc.ProgramInfo{ProgramDirectory: "/clone #1 of ?", EntryPoint: "."},
	})
	want := []string{
		"--engine=127.0.0.1:1", "--project=mto", "--stack=-odd", "--dry_run=true", "--parallel=0",
		"--", "/clone #1 of ?", "--flag",
	}
	if !slices.Equal(arguments, want) {
		t.Errorf("got %q, want %q", arguments, want)
	}
}

func TestUnknownToolchainAndMissingEnvironmentAreTold(t *testing.T) {
	for _, options := range []map[string]any{
		{"toolchain": "conda"},
		{"toolchain": "pip", "virtualenv": "nowhere"},
	} {
		fields, err := structpb.NewStruct(options)
		if err != nil {
			t.Fatal(err)
		}
		host := &languageHost{}
		if _, err := host.python(t.Context(), &pulumirpc.ProgramInfo{RootDirectory: t.TempDir(), Options: fields}, nil); err == nil {
			t.Errorf("%v was taken", options)
		}
	}
}
