package io.staffetta.sandbox;

import io.staffetta.sandbox.wire.CustomerCredentials;
import java.util.LinkedHashMap;
import java.util.Map;

/** What accounts have that send to the provider sandbox, for who makes one by a form. */
public final class DemoFields {

    private static final String SANDBOX = "{{sandbox}}";

    private DemoFields() {}

    /** Values of fields by their names, by the names of wires. */
    public static Map<String, Map<String, String>> byWire() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        all.put("messagenet", account("url", SANDBOX + "/messagenet/api/send_sms/"));
        all.put("kpnqwest", account("url", SANDBOX + "/kpnqwest/sms"));
        all.put(
                "plus",
                account(
                        "userUuid",
                        CustomerCredentials.DEMO.userUuid(),
                        "pmfUrl",
                        SANDBOX + "/plus/pmf",
                        "pmfQName",
                        "{http://pmf.example/}PmfService"));
        all.put(
                "tim-consip",
                account("contract", "demo-contract", "serviceCode", "BAS", "url", SANDBOX + "/tim/consip"));
        all.put("tim-easyapi", account("url", SANDBOX + "/tim/easyapi/sms/v1/mt"));
        all.put(
                "tim-sms-professional",
                account(
                        "token",
                        CustomerCredentials.DEMO.token(),
                        "alias",
                        "Staffetta",
                        "url",
                        SANDBOX + "/tim/ssc2-api/rest/send/sms/msisdn/static/immediate/single"));
        return all;
    }

    private static Map<String, String> account(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("username", CustomerCredentials.DEMO.username());
        fields.put("password", CustomerCredentials.DEMO.password());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
