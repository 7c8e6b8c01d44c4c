package io.staffetta.it.attack;

import io.staffetta.it.support.RawHttp.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Headers and parameters by which Camel's components are told what to do: with them an operation answers as without. */
final class CamelHeaders implements Attack {

    static final List<String> NAMES = List.of(
            "CamelHttpUri",
            "CamelHttpPath",
            "CamelHttpMethod",
            "CamelHttpQuery",
            "CamelHttpResponseCode",
            "CamelHttpUrl",
            "CamelBeanMethodName",
            "CamelBeanMethod",
            "CamelFileName",
            "CamelFileParent",
            "CamelOverruleFileName",
            "CamelJmsDestination",
            "CamelJmsDestinationName",
            "CamelJmsMessageType",
            "CamelSqlQuery",
            "CamelExecCommandArgs",
            "CamelExecCommandExecutable",
            "CamelLanguageScript",
            "CamelSimpleExpression",
            "CamelRoutingSlip",
            "CamelToEndpoint",
            "CamelVertxPlatformHttp",
            "CamelRejectedReason",
            "CamelRedelivered",
            "CamelCharsetName",
            "CamelSkipWwwFormUrlEncodedBody",
            "CamelTemplatePath",
            "CamelFtpReplyString",
            "CamelMailTo",
            "CamelAuthentication",
            "camelhttpuri",
            "CAMELHTTPURI",
            "org.apache.camel.bean",
            "exchangeId",
            "breadcrumbId",
            "caller",
            "role",
            "token",
            "accountId",
            "attempt",
            "queue");
    private static final List<String> VALUES = List.of(
            "http://127.0.0.1:1/canary", "getClass", "${bean:ledger}", "../../canary", "sms.account.messagenet", "500");

    @Override
    public String what() {
        return "Camel* headers and parameters over HTTP";
    }

    @Override
    public void on(Victim victim, Tally tally) {
        String login = "Authorization: Bearer " + victim.admin + "\r\n";
        for (String start : List.of("GET /v1/accounts", "GET /v1/messages/none", "GET /v1/hold", "GET /v1/providers")) {
            String plain = told(victim.askWith(login, start));
            for (String name : NAMES) {
                for (String value : VALUES) {
                    List<String> asked = new ArrayList<>(List.of(name + ": " + value));
                    asked.add(name.toLowerCase(Locale.ROOT) + ": " + value + "\r\n" + name + ": " + value);
                    for (String header : asked) {
                        String answer = told(victim.askWith(login + header + "\r\n", start));
                        tally.harmlessUnless(!answer.equals(plain), start + " " + header, answer);
                    }
                }
                // A parameter that is not known may be refused; it must not do anything.
                Answer query = victim.askWith(login, start + "?" + name + "=500");
                tally.harmlessUnless(
                        query.status() >= 500
                                || (query.status() < 300 && !told(query).equals(plain)),
                        start + "?" + name,
                        query.body());
            }
        }
    }

    private static String told(Answer answer) {
        return answer.status() + " " + answer.body();
    }
}
