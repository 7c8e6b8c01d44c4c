package io.staffetta.sandbox.provider;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.CredentialStore;
import io.staffetta.sandbox.wire.CustomerCredentials;
import io.staffetta.sandbox.wire.IssuedTokens;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.SandboxJson;
import io.staffetta.sandbox.wire.Submitted;
import io.staffetta.sandbox.wire.WireDescription;
import io.staffetta.sandbox.wire.WireRefusal;
import io.staffetta.sandbox.wire.WireRequest;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** TIM EasyAPI, OAuth: user name and password as Basic, for a bearer token. */
public final class EasyApiTokenWire extends LoginWire {

    private static final WireDescription DESCRIPTION = WireDescription.ofHelp(
            "easyapi-token",
            HttpMethod.POST,
            List.of("/tim/easyapi/token"),
            WireDescription.FORM,
            "Basic username and password*, grant_type=client_credentials* (credentials are those of tim-easyapi)");

    private static final String BASIC = "Basic ";

    private final IssuedTokens tokens;

    public EasyApiTokenWire(CredentialStore credentials, IssuedTokens tokens) {
        super(DESCRIPTION, EasyApiWire.PROVIDER, credentials);
        this.tokens = tokens;
    }

    @Override
    public Submitted read(WireRequest request) throws WireRefusal {
        CustomerCredentials expected = login();
        String authorization = request.header("Authorization");
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())
                || !decode(authorization.substring(BASIC.length()))
                        .equals(expected.username() + ":" + expected.password())) {
            throw new WireRefusal(loginRefused());
        }
        if (!request.field("grant_type").equals("client_credentials")) {
            throw new WireRefusal(Answer.json(400, SandboxJson.object("error", "unsupported_grant_type")));
        }
        return Submitted.nothing(expected.username());
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @Override
    public Answer answer(Behaviour behaviour, Submitted submitted, List<Received> taken) {
        return switch (behaviour) {
            case LOGIN_REFUSED -> loginRefused();
            case NO_CREDIT, BAD_NUMBER, SENDER_REFUSED ->
                Answer.json(400, SandboxJson.object("error", "invalid_request"));
            case BUSY, BUSY_TWICE -> Answer.json(429, SandboxJson.object("error", "slow_down"));
            case UNAVAILABLE -> Answer.json(503, SandboxJson.object("error", "temporarily_unavailable"));
            default ->
                Answer.json(
                        200,
                        SandboxJson.object(
                                "access_token",
                                tokens.issue(),
                                "scope",
                                "default",
                                "token_type",
                                "Bearer",
                                "expires_in",
                                IssuedTokens.LIFE.toSeconds()));
        };
    }

    private static Answer loginRefused() {
        return Answer.json(401, SandboxJson.object("error", "invalid_client")).with("WWW-Authenticate", "Basic");
    }
}
