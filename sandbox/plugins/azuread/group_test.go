package main

import (
	"context"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

const (
	groupPath = "/beta/groups/" + team
	byName    = "GET /beta/groups?displayName eq 'Northwind: tier1'"
)

func wantedGroup() map[string]any {
	return map[string]any{
		"displayName": "Northwind: tier1", "mailNickname": "mto-tier1", "securityEnabled": true, "assignableToRole": true,
		"description": "Managed by mto", "preventDuplicateNames": true, "writebackEnabled": false, "members": []any{ada, grace},
	}
}

func storedGroup(members ...string) map[string]any {
	people := []any{}
	for _, member := range members {
		people = append(people, member)
	}
	outputs := groupBody{
		ID: team, DisplayName: "Northwind: tier1", MailNickname: "mto-tier1", Description: "Managed by mto",
		SecurityEnabled: true, IsAssignableToRole: true,
	}.outputs().Mappable()
	outputs["members"], outputs["owners"], outputs["preventDuplicateNames"] = people, []any{caller}, true
	return outputs
}

// standing prepares a Graph in which the group is there.
func standing(f *fake, members ...string) {
	f.on("GET "+groupPath, ok(map[string]any{
		"id": team, "displayName": "Northwind: tier1", "mailNickname": "mto-tier1", "description": "Managed by mto",
		"securityEnabled": true, "isAssignableToRole": true, "mail": nil, "onPremisesSyncEnabled": nil, "groupTypes": []any{},
	}))
	f.on("GET "+groupPath+"/owners", objects(caller))
	f.on("GET "+groupPath+"/members", objects(members...))
	f.on("GET "+groupPath+"/memberOf", objects())
	f.on(byName, objects())
	f.on("POST /beta/groups", reply{status: http.StatusCreated, body: map[string]any{"id": team}})
	f.on("PATCH "+groupPath, done)
	f.on("DELETE "+groupPath, done)
	f.on("POST "+groupPath+"/members/$ref", done)
	f.on("POST "+groupPath+"/owners/$ref", done)
	f.on("DELETE "+groupPath+"/members/"+ada+"/$ref", done)
}

func create(t *testing.T, p *provider, token string, properties map[string]any) (*pulumirpc.CreateResponse, error) {
	t.Helper()
	return p.Create(context.Background(), &pulumirpc.CreateRequest{Urn: urn(token), Properties: wire(t, properties)})
}

var readGroupCalls = []string{"GET " + groupPath, "GET " + groupPath + "/owners", "GET " + groupPath + "/members", "GET " + groupPath + "/memberOf"}

func TestGroupIsMadeInTheOrderOfTheRealPlugin(t *testing.T) {
	f, p := signedIn(t)
	standing(f, ada, grace)
	made, err := create(t, p, groupTy, wantedGroup())
	if err != nil {
		t.Fatal(err)
	}
	lines(t, f.calls(), slices.Concat(
		[]string{byName, "POST /beta/groups", "PATCH " + groupPath, "PATCH " + groupPath},
		repeat("GET "+groupPath, 10),
		repeat("POST "+groupPath+"/members/$ref", 2),
		readGroupCalls,
	))
	same(t, "id", made.GetId(), "/groups/"+team)
	outputs := unwire(t, made.GetProperties())
	same(t, "object id", textOf(outputs, "objectId"), team)
	same(t, "owners", textsOf(outputs, "owners"), []string{caller})
	same(t, "prevented duplicates", flagOf(outputs, "preventDuplicateNames"), true)
}

func TestGroupOfTheSameNameIsRefused(t *testing.T) {
	f, p := signedIn(t)
	f.on(byName, ok(map[string]any{"value": []any{map[string]any{"id": team, "displayName": "Northwind: tier1"}}}))
	_, err := create(t, p, groupTy, wantedGroup())
	says(t, err, "An existing \"azuread_group\" with name \"Northwind: tier1\" (ID: \""+team+"\") was found and `prevent_duplicate_names` was specified")
	says(t, err, "needs to be imported into the State")
	lines(t, f.calls(), []string{byName})
}

func TestRefusalIsToldInTheServicesWords(t *testing.T) {
	f, p := signedIn(t)
	standing(f)
	f.on("POST /beta/groups", reply{status: http.StatusForbidden, body: graphError("Authorization_RequestDenied", "Insufficient privileges to complete the operation.")})
	_, err := create(t, p, groupTy, wantedGroup())
	says(t, err, "1 error occurred:\n\t* Creating group \"Northwind: tier1\": unexpected status 403 (403 Forbidden) with error: Authorization_RequestDenied: Insufficient privileges to complete the operation.")
}

func TestNewGroupIsAwaitedThroughReplication(t *testing.T) {
	f, p := signedIn(t)
	standing(f, ada, grace)
	missing := reply{status: http.StatusNotFound, body: graphError("Request_ResourceNotFound", "not yet")}
	f.on("POST /beta/groups", missing, reply{status: http.StatusCreated, body: map[string]any{"id": team}})
	f.on("PATCH "+groupPath, missing, missing, done)
	f.on("GET "+groupPath, missing, f.replies["GET "+groupPath][0])
	if _, err := create(t, p, groupTy, wantedGroup()); err != nil {
		t.Fatal(err)
	}
	asked := f.calls()
	counts := map[string]int{}
	for _, what := range asked {
		counts[what]++
	}
	same(t, "POSTs, PATCHes, GETs", []int{counts["POST /beta/groups"], counts["PATCH "+groupPath], counts["GET "+groupPath]}, []int{2, 4, 12})
}

func TestGroupThatFailedHalfwayIsKeptInTheState(t *testing.T) {
	f, p := signedIn(t)
	standing(f)
	f.on("POST "+groupPath+"/members/$ref", reply{status: http.StatusNotFound, body: graphError("Request_ResourceNotFound", "no such guest")})
	_, err := create(t, p, groupTy, wantedGroup())
	kept := initFailure(t, err)
	same(t, "id", kept.GetId(), "/groups/"+team)
	says(t, err, "Could not add members to group with object ID: \"/groups/"+team+"\": unexpected status 404 (404 Not Found)")
	if _, ok := unwire(t, kept.GetProperties())["objectId"]; ok {
		t.Error("an output that was never read is in the state")
	}
}

func TestCancelEndsTheWaitAndKeepsTheGroup(t *testing.T) {
	f, p := signedIn(t)
	standing(f)
	f.on("GET "+groupPath, ok(map[string]any{"id": team, "displayName": "TERRAFORM_UPDATE_1"}))
	p.pace.factor, p.configured().pace.factor = 1, 1
	time.AfterFunc(100*time.Millisecond, p.stop)
	_, err := create(t, p, groupTy, map[string]any{"displayName": "Northwind: tier1", "securityEnabled": true})
	says(t, err, "Waiting for update of `display_name` for Group (Group: \""+team+"\"): context canceled")
	same(t, "id", initFailure(t, err).GetId(), "/groups/"+team)
}

func TestOwnersAreLookedUpAndTheCallerGoesFirst(t *testing.T) {
	f, p := signedIn(t)
	standing(f)
	f.on("GET /v1.0/directoryObjects/"+ada, ok(map[string]any{"id": ada, "@odata.type": "#microsoft.graph.user"}))
	wanted := wantedGroup()
	wanted["owners"], wanted["members"] = []any{ada, caller}, []any{}
	if _, err := create(t, p, groupTy, wanted); err != nil {
		t.Fatal(err)
	}
	same(t, "look-ups", f.calls()[1:4], repeat("GET /v1.0/directoryObjects/"+ada, 3))
	says(t, stringError(f.bodies["POST /beta/groups"]), caller+`","`)
}

func TestMembershipEditPreviewsAsTheGroupAlone(t *testing.T) {
	f, p := signedIn(t)
	wanted := wantedGroup()
	wanted["members"] = []any{grace}
	difference, err := p.Diff(context.Background(), &pulumirpc.DiffRequest{
		Urn: urn(groupTy), Id: "/groups/" + team, Olds: wire(t, storedGroup(ada, grace)), News: wire(t, wanted),
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "diffs, replaces", []any{difference.GetDiffs(), difference.GetReplaces()}, []any{[]string{"members"}, []string{}})
	same(t, "detail", []any{len(difference.GetDetailedDiff()), difference.GetDetailedDiff()["members[0]"].GetKind()}, []any{1, pulumirpc.PropertyDiff_DELETE})
	previewed, err := p.Update(context.Background(), &pulumirpc.UpdateRequest{
		Urn: urn(groupTy), Id: "/groups/" + team, Olds: wire(t, storedGroup(ada, grace)), News: wire(t, wanted), Preview: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "object id at preview", textOf(unwire(t, previewed.GetProperties()), "objectId"), team)
	lines(t, f.calls(), nil)
}

func TestUpdateRemovesBeforeItAdds(t *testing.T) {
	f, p := signedIn(t)
	standing(f, ada)
	wanted := wantedGroup()
	wanted["members"] = []any{grace}
	_, err := p.Update(context.Background(), &pulumirpc.UpdateRequest{
		Urn: urn(groupTy), Id: "/groups/" + team, Olds: wire(t, storedGroup(ada)), News: wire(t, wanted),
	})
	if err != nil {
		t.Fatal(err)
	}
	lines(t, f.calls(), slices.Concat(
		[]string{byName, "PATCH " + groupPath, "GET " + groupPath + "/members", "DELETE " + groupPath + "/members/" + ada + "/$ref", "POST " + groupPath + "/members/$ref"},
		readGroupCalls,
	))
}

func TestWhatReplacesAGroup(t *testing.T) {
	_, p := signedIn(t)
	for name, value := range map[string]any{"assignableToRole": false, "mailNickname": "other", "displayName": "", "description": "", "owners": nil, "members": nil} {
		wanted := wantedGroup()
		wanted["members"] = []any{grace, ada} // the order means nothing
		if value == nil {
			delete(wanted, name) // what the service fills in is no difference
		} else {
			wanted[name] = value
		}
		difference := p.kinds[groupTy].diff(resource.NewPropertyMapFromMap(storedGroup(ada, grace)), resource.NewPropertyMapFromMap(wanted), nil)
		want := map[string]string{"assignableToRole": "replaces", "mailNickname": "replaces", "displayName": "updates", "description": "updates"}[name]
		got := ""
		if len(difference.GetReplaces()) > 0 {
			got = "replaces"
		} else if len(difference.GetDiffs()) > 0 {
			got = "updates"
		}
		same(t, name, got, want)
	}
}

func TestPreviewOfANewGroupKnowsOnlyWhatWasGiven(t *testing.T) {
	_, p := signedIn(t)
	made, err := p.Create(context.Background(), &pulumirpc.CreateRequest{Urn: urn(groupTy), Properties: wire(t, wantedGroup()), Preview: true})
	if err != nil {
		t.Fatal(err)
	}
	outputs := unwire(t, made.GetProperties())
	same(t, "unknown", []bool{outputs["objectId"].IsComputed(), outputs["owners"].IsComputed(), outputs["members"].IsComputed()}, []bool{true, true, false})
}

func TestReadFindsDriftImportsAndForgetsWhatIsGone(t *testing.T) {
	f, p := signedIn(t)
	standing(f, grace, ada)
	read := func(id string, properties, inputs map[string]any) (*pulumirpc.ReadResponse, error) {
		return p.Read(context.Background(), &pulumirpc.ReadRequest{Urn: urn(groupTy), Id: id, Properties: wire(t, properties), Inputs: wire(t, inputs)})
	}
	refreshed, err := read("/groups/"+team, storedGroup(ada), map[string]any{"displayName": "Northwind: tier1", "members": []any{ada}})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "refreshed inputs", unwire(t, refreshed.GetInputs())["members"], resource.NewPropertyValue([]any{ada, grace}))
	imported, err := read("/groups/"+team, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "imported", flagOf(unwire(t, imported.GetInputs()), "preventDuplicateNames"), false)
	_, err = read(team, nil, nil)
	says(t, err, "> /groups/groupId")
	f.on("GET "+groupPath, reply{status: http.StatusNotFound})
	gone, err := read("/groups/"+team, storedGroup(ada), nil)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "id of what is gone", gone.GetId(), "")
}

func TestDeleteWaitsUntilTheGroupIsGone(t *testing.T) {
	f, p := signedIn(t)
	standing(f)
	there := f.replies["GET "+groupPath][0]
	f.on("GET "+groupPath, there, there, reply{status: http.StatusNotFound})
	remove := &pulumirpc.DeleteRequest{Urn: urn(groupTy), Id: "/groups/" + team}
	if _, err := p.Delete(context.Background(), remove); err != nil {
		t.Fatal(err)
	}
	lines(t, f.calls(), slices.Concat([]string{"GET " + groupPath, "DELETE " + groupPath, "GET " + groupPath}, repeat("GET "+groupPath, 10)))
	_, err := p.Delete(context.Background(), remove)
	says(t, err, "Retrieving Group (Group: \""+team+"\"): group was not found")
}
