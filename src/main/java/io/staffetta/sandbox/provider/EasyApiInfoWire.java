package io.staffetta.sandbox.provider;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.IssuedTokens;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.Submitted;
import io.staffetta.sandbox.wire.Wire;
import io.staffetta.sandbox.wire.WireDescription;
import io.staffetta.sandbox.wire.WireRefusal;
import io.staffetta.sandbox.wire.WireRequest;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** TIM EasyAPI, the account's own sender number. */
public final class EasyApiInfoWire implements Wire {

    private static final WireDescription DESCRIPTION = WireDescription.ofHelp(
            "easyapi-info",
            HttpMethod.GET,
            List.of("/tim/easyapi/sms/v1/info"),
            "",
            "Bearer token*; answers with XML that has shortNumber");

    private final IssuedTokens tokens;

    public EasyApiInfoWire(IssuedTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public WireDescription description() {
        return DESCRIPTION;
    }

    @Override
    public Submitted read(WireRequest request) throws WireRefusal {
        EasyApi.checkBearer(request, tokens);
        return Submitted.nothing("");
    }

    @Override
    public Answer answer(Behaviour behaviour, Submitted submitted, List<Received> taken) {
        return switch (behaviour) {
            case LOGIN_REFUSED -> EasyApi.loginRefused();
            case NO_CREDIT, BAD_NUMBER, SENDER_REFUSED -> EasyApi.error(400, "Refused");
            case BUSY, BUSY_TWICE -> EasyApi.error(429, "Too many requests");
            case UNAVAILABLE -> EasyApi.error(503, "Service unavailable");
            default -> EasyApi.xml(200, "<info><shortNumber>393330000001</shortNumber></info>");
        };
    }
}
