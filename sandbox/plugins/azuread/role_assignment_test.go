package main

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"

	"google.golang.org/grpc/status"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil/rpcerror"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

func stringError(text string) error { return errors.New(text) }

func initFailure(t *testing.T, err error) *pulumirpc.ErrorResourceInitFailed {
	t.Helper()
	if _, ok := status.FromError(err); ok || err != nil {
		for _, detail := range rpcerror.Convert(err).Details() {
			if failed, ok := detail.(*pulumirpc.ErrorResourceInitFailed); ok {
				return failed
			}
		}
	}
	t.Fatalf("no object is reported by: %v", err)
	return nil
}

const assignmentPath = "/v1.0/roleManagement/directory/roleAssignments/"

func wantedAssignment() map[string]any {
	return map[string]any{"roleId": role, "principalObjectId": team}
}

func TestRoleIsAssignedAndSeenThreeTimes(t *testing.T) {
	f, p := signedIn(t)
	f.on("POST /v1.0/roleManagement/directory/roleAssignments", reply{status: http.StatusCreated, body: map[string]any{"id": "ra1"}})
	f.on("GET "+assignmentPath+"ra1",
		reply{status: http.StatusNotFound},
		ok(map[string]any{"id": "ra1", "principalId": team, "roleDefinitionId": role, "directoryScopeId": "/", "appScopeId": nil}))
	made, err := create(t, p, roleTy, wantedAssignment())
	if err != nil {
		t.Fatal(err)
	}
	lines(t, f.calls(), slices.Concat([]string{"POST /v1.0/roleManagement/directory/roleAssignments"}, repeat("GET "+assignmentPath+"ra1", 5)))
	same(t, "id", made.GetId(), "/roleManagement/directory/roleAssignments/ra1")
	same(t, "scope", textOf(unwire(t, made.GetProperties()), "directoryScopeId"), "/")
}

func TestRoleThatIsRefusedLeavesNothing(t *testing.T) {
	f, p := signedIn(t)
	f.on("POST /v1.0/roleManagement/directory/roleAssignments", reply{status: http.StatusBadRequest, body: graphError("Request_BadRequest", "A conflicting object exists")})
	_, err := create(t, p, roleTy, wantedAssignment())
	says(t, err, "Assigning directory role \""+role+"\" to directory principal \""+team+"\": unexpected status 400 (400 Bad Request) with error: Request_BadRequest: A conflicting object exists")
}

func TestRoleOfANewGroupIsUnknownAtPreviewAndReplacedWhenItDiffers(t *testing.T) {
	_, p := signedIn(t)
	stored := resource.NewPropertyMapFromMap(map[string]any{"roleId": role, "principalObjectId": team, "directoryScopeId": "/", "appScopeId": ""})
	k := p.kinds[roleTy]
	same(t, "unchanged", k.diff(stored, resource.NewPropertyMapFromMap(wantedAssignment()), nil).GetChanges(), pulumirpc.DiffResponse_DIFF_NONE)
	unknown := resource.NewPropertyMapFromMap(wantedAssignment())
	unknown["principalObjectId"] = resource.MakeComputed(textValue(""))
	same(t, "replaces", k.diff(stored, unknown, nil).GetReplaces(), []string{"principalObjectId"})
}

func TestRoleDeletedElsewhereIsAnError(t *testing.T) {
	f, p := signedIn(t)
	f.on("DELETE "+assignmentPath+"ra1", done, reply{status: http.StatusNotFound, body: graphError("ResourceNotFound", "gone")})
	remove := &pulumirpc.DeleteRequest{Urn: urn(roleTy), Id: "/roleManagement/directory/roleAssignments/ra1"}
	if _, err := p.Delete(context.Background(), remove); err != nil {
		t.Fatal(err)
	}
	_, err := p.Delete(context.Background(), remove)
	says(t, err, "Deleting Role Management Directory Role Assignment (Unified Role Assignment: \"ra1\"): unexpected status 404 (404 Not Found) with error: ResourceNotFound: gone")
}
