package io.staffetta.sandbox.provider;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.IssuedTokens;
import io.staffetta.sandbox.wire.WireRefusal;
import io.staffetta.sandbox.wire.WireRequest;

/** Implements what the three calls of TIM's EasyAPI have in common: bearer tokens, and errors in XML. */
final class EasyApi {

    private static final String BEARER = "Bearer ";

    private EasyApi() {}

    /**
     * Checks the bearer token of a request.
     *
     * @throws WireRefusal with status 401 if it is missing, unknown, expired or revoked
     */
    static void checkBearer(WireRequest request, IssuedTokens tokens) throws WireRefusal {
        String authorization = request.header("Authorization");
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        if (!bearer || !tokens.valid(authorization.substring(BEARER.length()).strip())) {
            throw new WireRefusal(loginRefused());
        }
    }

    static Answer loginRefused() {
        return error(401, "Invalid credentials").with("WWW-Authenticate", "Bearer");
    }

    static Answer error(int status, String words) {
        return xml(status, "<error><description>" + words + "</description></error>");
    }

    static Answer xml(int status, String element) {
        return Answer.xml(status, "application/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + element);
    }
}
