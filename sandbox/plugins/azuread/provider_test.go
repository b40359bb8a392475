package main

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

func configure(t *testing.T, p *provider, properties map[string]any) error {
	t.Helper()
	_, err := p.Configure(context.Background(), &pulumirpc.ConfigureRequest{Args: wire(t, properties)})
	return err
}

func checkConfig(t *testing.T, p *provider, properties map[string]any) (*pulumirpc.CheckResponse, error) {
	t.Helper()
	return p.CheckConfig(context.Background(), &pulumirpc.CheckRequest{Urn: urn("pulumi:providers:azuread"), News: wire(t, properties)})
}

func TestTokenIsFetchedOnceInConfigure(t *testing.T) {
	f, p := start(t)
	if err := configure(t, p, appSecret()); err != nil {
		t.Fatal(err)
	}
	sent, _ := url.ParseQuery(f.bodies[tokenCall])
	same(t, "grant, client, secret", []string{sent.Get("grant_type"), sent.Get("client_id"), sent.Get("client_secret")}, []string{"client_credentials", "app", "hush"})
	same(t, "scope", strings.HasSuffix(sent.Get("scope"), "/.default") && !strings.HasSuffix(sent.Get("scope"), "//.default"), true)
	standing(f)
	_, _ = p.Delete(context.Background(), &pulumirpc.DeleteRequest{Urn: urn(roleTy), Id: "/roleManagement/directory/roleAssignments/ra1"})
	same(t, "asked", f.asked[0], tokenCall)
	same(t, "sign-ins", strings.Count(strings.Join(f.asked, "\n"), "oauth2"), 1)
}

func TestWrongSecretIsToldByTheServiceAndNotRepeated(t *testing.T) {
	f, p := start(t)
	f.on(tokenCall, reply{status: http.StatusUnauthorized, body: map[string]any{
		"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret provided: hush"}})
	err := configure(t, p, appSecret())
	says(t, err, "building client: unable to obtain access token: clientCredentialsToken: received HTTP status 401 with response:")
	says(t, err, "AADSTS7000215")
	if strings.Contains(err.Error(), "hush") {
		t.Error("the secret is in the error")
	}
}

func TestDeadProxyEndsAfterTheRealPluginsRetries(t *testing.T) {
	_, p := start(t)
	p.clouds = func(string) (cloud, error) { return cloud{"http://127.0.0.1:1", "http://127.0.0.1:1"}, nil }
	err := configure(t, p, appSecret())
	says(t, err, "clientCredentialsToken: cannot request token: POST http://127.0.0.1:1/contoso/oauth2/v2.0/token giving up after 9 attempt(s)")
}

func TestCallerIsLookedUpWhenTheTokenDoesNotName(t *testing.T) {
	f, p := start(t)
	f.on(tokenCall, token(map[string]any{"tid": "contoso"}))
	f.on("GET /v1.0/servicePrincipals?appId eq 'app'", objects(caller))
	if err := configure(t, p, appSecret()); err != nil {
		t.Fatal(err)
	}
	same(t, "caller", p.configured().caller, caller)
}

func TestWaysToSignIn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("federated\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		given       map[string]any
		environment map[string]string
		sent, error string
	}{
		"secret":                {given: appSecret(), sent: "client_secret=hush"},
		"secret by environment": {environment: map[string]string{"ARM_TENANT_ID": "contoso", "ARM_CLIENT_ID": "app", "ARM_CLIENT_SECRET": "hush"}, sent: "client_secret=hush"},
		"token from a file": {environment: map[string]string{"ARM_TENANT_ID": "contoso", "ARM_CLIENT_ID": "app", "ARM_USE_OIDC": "true", "ARM_OIDC_TOKEN_FILE_PATH": file},
			sent: "client_assertion=federated"},
		"the secret goes before the token": {given: appSecret(), environment: map[string]string{"ARM_USE_OIDC": "true", "ARM_OIDC_TOKEN": "federated"}, sent: "client_secret=hush"},
		"a token alone is not enough":      {given: map[string]any{"tenantId": "contoso", "clientId": "app", "oidcToken": "x", "useCli": "false"}, error: "no Authorizer could be configured, please check your configuration"},
		"files must agree":                 {given: map[string]any{"oidcToken": "other", "oidcTokenFilePath": file}, error: "mismatch between supplied OIDC Token and supplied OIDC Token file contents"},
		"only the CLI":                     {given: map[string]any{"tenantId": "contoso"}, error: "could not configure AzureCli Authorizer: could not parse Azure CLI version: launching Azure CLI"},
		"nothing":                          {environment: map[string]string{"ARM_USE_CLI": "false"}, error: "no Authorizer could be configured"},
	} {
		t.Run(name, func(t *testing.T) {
			f, p := start(t)
			for variable, value := range c.environment {
				t.Setenv(variable, value)
			}
			_, err := checkConfig(t, p, c.given)
			if c.error != "" {
				says(t, err, "failed to load Azure credentials.\nDetails: "+c.error)
				says(t, configure(t, p, c.given), c.error)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := configure(t, p, c.given); err != nil {
				t.Fatal(err)
			}
			says(t, stringError(f.bodies[tokenCall]), c.sent)
		})
	}
}

func TestConfigurationIsChecked(t *testing.T) {
	_, p := start(t)
	answer, err := checkConfig(t, p, map[string]any{"tenantID": "contoso"})
	if err != nil || len(answer.GetFailures()) != 1 {
		t.Fatalf("%v %v", answer, err)
	}
	same(t, "failure", answer.GetFailures()[0].GetReason(), "could not validate provider configuration: Invalid or unknown key. Examine values at 'it.tenantID'.")
	given := appSecret()
	given["environment"] = "mars"
	_, err = checkConfig(t, p, given)
	says(t, err, `failed to read Azure environment "mars": no environment was found with the name "mars"`)
	answer, err = checkConfig(t, p, appSecret())
	if err != nil {
		t.Fatal(err)
	}
	inputs, err := plugin.UnmarshalProperties(answer.GetInputs(), plugin.MarshalOptions{KeepSecrets: true})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "secrets", []bool{inputs["clientSecret"].IsSecret(), inputs["clientId"].IsSecret(), inputs["tenantId"].IsSecret()}, []bool{true, true, false})
}

func TestUnknownTypeIsRefusedByName(t *testing.T) {
	_, p := signedIn(t)
	_, err := p.Check(context.Background(), &pulumirpc.CheckRequest{Urn: urn("azuread:index/user:User")})
	says(t, err, "the stand-in for the azuread plugin does not know azuread:index/user:User")
}

func TestInputsAreChecked(t *testing.T) {
	_, p := signedIn(t)
	for name, c := range map[string]struct {
		token  string
		given  map[string]any
		reason string
	}{
		"no name":         {groupTy, map[string]any{"securityEnabled": true}, "Missing required property 'displayName': The display name for the group"},
		"neither kind":    {groupTy, map[string]any{"displayName": "x"}, "\"mail_enabled\": one of `mail_enabled,security_enabled` must be specified"},
		"no UUID":         {groupTy, map[string]any{"displayName": "x", "securityEnabled": true, "members": []any{"ada"}}, "expected \"members.0\" to be a valid UUID, got ada. Examine values at 'it.members'."},
		"odd nickname":    {groupTy, map[string]any{"displayName": "x", "securityEnabled": true, "mailNickname": "a b"}, "Value cannot contain these characters"},
		"not served":      {groupTy, map[string]any{"displayName": "x", "securityEnabled": true, "types": []any{"Unified"}}, "does not serve `types`"},
		"no principal":    {roleTy, map[string]any{"roleId": role}, "Missing required property 'principalObjectId'"},
		"two scopes":      {roleTy, map[string]any{"roleId": role, "principalObjectId": team, "directoryScopeId": "/", "appScopeId": "/"}, "conflicts with directory_scope_id"},
		"unknown is fine": {roleTy, map[string]any{"roleId": role, "principalObjectId": resource.Computed{Element: textValue("")}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			answer, err := p.Check(context.Background(), &pulumirpc.CheckRequest{Urn: urn(c.token), News: wire(t, c.given)})
			if err != nil {
				t.Fatal(err)
			}
			var reasons []string
			for _, failure := range answer.GetFailures() {
				reasons = append(reasons, failure.GetReason())
			}
			if all := strings.Join(reasons, "\n"); !strings.Contains(all, c.reason) || (c.reason == "") != (all == "") {
				t.Errorf("failures %q, wanted %q", all, c.reason)
			}
		})
	}
	answer, err := p.Check(context.Background(), &pulumirpc.CheckRequest{Urn: urn(groupTy), News: wire(t, map[string]any{"displayName": "x", "securityEnabled": true})})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "defaults", unwire(t, answer.GetInputs())[defaultsKey], resource.NewPropertyValue([]any{"preventDuplicateNames", "writebackEnabled"}))
}

func TestGroupForARoleMustBeASecurityGroup(t *testing.T) {
	_, p := signedIn(t)
	_, err := p.Create(context.Background(), &pulumirpc.CreateRequest{
		Urn: urn(groupTy), Preview: true, Properties: wire(t, map[string]any{"displayName": "x", "securityEnabled": false, "assignableToRole": true})})
	says(t, err, "`assignable_to_role` can only be `true` for security-enabled groups")
}
