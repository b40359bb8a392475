package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// roleAssignmentKind is azuread_directory_role_assignment: a standing role of the directory.
//
// Rests on: terraform-provider-azuread 3.9, internal/services/directoryroles/directory_role_assignment_resource.go, and
// the measured calls. Nothing is looked up before the POST: an assignment that exists already is the service's refusal.
func roleAssignmentKind() *kind {
	return &kind{
		token:     "azuread:index/directoryRoleAssignment:DirectoryRoleAssignment",
		terraform: "azuread_directory_role_assignment",
		properties: []property{
			{name: "roleId", terraform: "role_id", replaces: true, uuid: true,
				required: "The object ID of the directory role for this assignment"},
			{name: "principalObjectId", terraform: "principal_object_id", replaces: true, uuid: true,
				required: "The object ID of the member principal"},
			{name: "appScopeId", terraform: "app_scope_id", computed: true, replaces: true,
				conflicts: "directoryScopeId", valid: notEmpty("app_scope_id")},
			{name: "directoryScopeId", terraform: "directory_scope_id", computed: true, replaces: true,
				conflicts: "appScopeId", valid: notEmpty("directory_scope_id")},
		},
		timeouts: timeouts{create: 5 * time.Minute, read: 5 * time.Minute, update: 5 * time.Minute, remove: 5 * time.Minute},
		idForm:   func(id string) error { _, err := assignmentOf(id); return err },
		create:   createAssignment,
		read:     readAssignment,
		remove:   removeAssignment,
	}
}

const assignmentsPath = "/roleManagement/directory/roleAssignments/"

// assignmentID is an assignment's id as Graph names it; the state holds it with its path in front.
type assignmentID string

func assignmentOf(id string) (assignmentID, error) {
	found, ok := strings.CutPrefix(id, assignmentsPath)
	if !ok || found == "" || strings.Contains(found, "/") {
		return "", fmt.Errorf("parsing %q: expected a Role Management Directory Role Assignment ID that matched:\n\n> %sunifiedRoleAssignmentId\n\nHowever this value was provided:\n\n> %s", id, assignmentsPath, id)
	}
	return assignmentID(found), nil
}

func (a assignmentID) state() string { return assignmentsPath + string(a) }
func (a assignmentID) path() string  { return "/v1.0" + assignmentsPath + string(a) }
func (a assignmentID) String() string {
	return fmt.Sprintf("Role Management Directory Role Assignment (Unified Role Assignment: %q)", string(a))
}

func createAssignment(ctx context.Context, t *tenant, want resource.PropertyMap) (string, error) {
	role, principal := textOf(want, "roleId"), textOf(want, "principalObjectId")
	body := map[string]any{
		"@odata.type":      "#microsoft.graph.unifiedRoleAssignment",
		"principalId":      principal,
		"roleDefinitionId": role,
	}
	switch app, scope := textOf(want, "appScopeId"), textOf(want, "directoryScopeId"); {
	case app != "":
		body["appScopeId"] = app
	case scope != "":
		body["directoryScopeId"] = scope
	default:
		body["directoryScopeId"] = "/"
	}
	var made directoryObject
	post := call{method: http.MethodPost, path: "/v1.0/roleManagement/directory/roleAssignments", body: body}
	if err := t.send(ctx, post, &made); err != nil {
		// The real plugin says the reason twice: in its heading and below it.
		return "", heading(err, "Assigning directory role %q to directory principal %q: %v", role, principal, err)
	}
	if made.ID == "" {
		return "", heading(errors.New("returned role assignment ID was nil"), "API Error")
	}
	id := assignmentID(made.ID)
	err := t.pace.settle(ctx, steadyRole, func(ctx context.Context) (bool, error) {
		err := t.send(ctx, call{method: http.MethodGet, path: id.path()}, nil)
		if isNotFound(err) {
			return false, nil
		}
		return err == nil, err
	})
	if err != nil {
		return id.state(), heading(err, "Waiting for role assignment for %q to reflect in directory role %q", principal, role)
	}
	return id.state(), nil
}

func readAssignment(ctx context.Context, t *tenant, id string, _ resource.PropertyMap) (resource.PropertyMap, error) {
	assignment, err := assignmentOf(id)
	if err != nil {
		return nil, err
	}
	var found struct {
		AppScopeID       string `json:"appScopeId"`
		DirectoryScopeID string `json:"directoryScopeId"`
		PrincipalID      string `json:"principalId"`
		RoleDefinitionID string `json:"roleDefinitionId"`
	}
	switch err := t.send(ctx, call{method: http.MethodGet, path: assignment.path()}, &found); {
	case isNotFound(err):
		return nil, nil
	case err != nil:
		return nil, heading(err, "Retrieving %s", assignment)
	}
	return resource.PropertyMap{
		"appScopeId":        textValue(found.AppScopeID),
		"directoryScopeId":  textValue(found.DirectoryScopeID),
		"principalObjectId": textValue(found.PrincipalID),
		"roleId":            textValue(found.RoleDefinitionID),
	}, nil
}

func removeAssignment(ctx context.Context, t *tenant, id string) error {
	assignment, err := assignmentOf(id)
	if err != nil {
		return err
	}
	if err := t.send(ctx, call{method: http.MethodDelete, path: assignment.path()}, nil); err != nil {
		return heading(err, "Deleting %s", assignment)
	}
	return nil
}
