package io.staffetta.it.support;

import java.util.List;

/** Accounts for every wire, all of them with the provider sandbox. */
public final class DemoAccounts {

    /** Ids of {@link #YAML}, by which tests run over all wires. */
    public static final List<String> IDS = List.of(
            "messagenet", "kpnqwest", "plus-uuid", "plus-user", "tim-consip", "tim-professional", "tim-easyapi");

    /** The accounts file. */
    public static final String YAML = """
            default: messagenet
            accounts:
              messagenet:
                provider: messagenet
                description: Messagenet
                username: demo
                password: demo-password
                senderName: Staffetta
                url: "{{sandbox}}/messagenet/api/send_sms/"
              kpnqwest:
                provider: kpnqwest
                description: KPNQwest
                username: demo
                password: demo-password
                adminEmail: admin@example.com
                url: "{{sandbox}}/kpnqwest/sms"
              plus-uuid:
                provider: plus
                description: PLUS by UUID
                username: demo
                password: demo-password
                userUuid: demo-uuid
                accessVia: UUID
                senderName: Staffetta
                pmfUrl: "{{sandbox}}/plus/pmf?wsdl"
                pmfQName: "{http://pmf.example/}PmfService"
              plus-user:
                provider: plus
                description: PLUS by user name
                username: demo
                password: demo-password
                accessVia: USERNAME
                senderName: Staffetta
                pmfUrl: "{{sandbox}}/plus/pmf"
                pmfQName: "{http://pmf.example/}PmfService"
              tim-consip:
                provider: tim
                description: TIM, Consip
                username: demo
                password: demo-password
                contract: demo-contract
                serviceCode: InfoMessage AVC
                url: "{{sandbox}}/tim/consip"
              tim-professional:
                provider: tim
                api: sms-professional
                description: TIM SMS Professional
                username: demo
                password: demo-password
                token: demo-token
                alias: Staffetta
                url: "{{sandbox}}/tim/ssc2-api/rest/send/sms/msisdn/static/immediate/single"
              tim-easyapi:
                provider: tim
                api: easyapi
                description: TIM EasyAPI
                username: demo
                password: demo-password
                url: "{{sandbox}}/tim/easyapi/sms/v1/mt"
              closed-port:
                provider: messagenet
                description: Nobody listens there
                username: demo
                password: demo-password
                url: "http://127.0.0.1:1/send"
              off:
                provider: messagenet
                description: Switched off
                enabled: false
                username: demo
                password: demo-password
                url: "{{sandbox}}/messagenet/api/send_sms/"
            """;

    private DemoAccounts() {}
}
