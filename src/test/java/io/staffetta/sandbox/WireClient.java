package io.staffetta.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Calls the sandbox as a client of each provider would, with everything in the request open to change. */
public enum WireClient {
    MESSAGENET("messagenet", "/messagenet/api/send_sms/", "destination", "text", "auth_password"),
    KPNQWEST("kpnqwest", "/kpnqwest/sms", "to", "text", "password"),
    PLUS("plus", "/plus/pmf", "recipient", "text", "password"),
    TIM_CONSIP("tim-consip", "/tim/consip", "msisdn", "testo", "password"),
    TIM_PROFESSIONAL(
            "tim-sms-professional",
            "/tim/ssc2-api/rest/send/sms/msisdn/static/immediate/single",
            "msisdn",
            "testo",
            "password"),
    TIM_EASYAPI("tim-easyapi", "/tim/easyapi/sms/v1/mt", "address", "message", "bearer");

    public static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String BOUNDARY = "0x-part-x0";
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    public final String provider;
    public final String path;
    final String to;
    final String text;
    final String password;

    WireClient(String provider, String path, String to, String text, String password) {
        this.provider = provider;
        this.path = path;
        this.to = to;
        this.text = text;
        this.password = password;
    }

    /** A request that is right in every field. */
    public Map<String, String> fields(String recipient, String words) {
        Map<String, String> fields = new LinkedHashMap<>();
        switch (this) {
            case MESSAGENET -> {
                fields.put("auth_userid", "demo");
                fields.put("auth_password", "demo-password");
                fields.put("sender", "ACME");
                fields.put("report", "1");
                fields.put("format", "json");
            }
            case TIM_EASYAPI -> {
                fields.put("msgid", "m-1");
                fields.put("notify", "Y");
                fields.put("validity", "00:03");
                fields.put("oadc", "ACME");
            }
            default -> {
                fields.put("username", "demo");
                fields.put("password", "demo-password");
            }
        }
        switch (this) {
            case KPNQWEST -> fields.put("id", "m-1");
            case PLUS -> fields.put("sender", "ACME");
            case TIM_PROFESSIONAL -> {
                fields.put("token", "demo-token");
                fields.put("alias", "ACME");
                fields.put("sr", "1");
                fields.put("vp", "1440");
            }
            default -> {}
        }
        fields.put(to, this == TIM_EASYAPI ? "tel:" + recipient : recipient);
        fields.put(text, words);
        return fields;
    }

    public HttpResponse<String> send(ProviderSandbox sandbox, String recipient, String words) throws Exception {
        return send(sandbox, fields(recipient, words));
    }

    public HttpResponse<String> send(ProviderSandbox sandbox, Map<String, String> fields)
            throws IOException, InterruptedException {
        return HTTP.send(request(sandbox, fields), BodyHandlers.ofString());
    }

    public HttpRequest request(ProviderSandbox sandbox, Map<String, String> fields)
            throws IOException, InterruptedException {
        Map<String, String> content = new LinkedHashMap<>(fields);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(sandbox.url() + path)).timeout(LIMIT);
        if (this == TIM_EASYAPI) {
            String bearer = content.remove("bearer");
            request.header("Authorization", "Bearer " + (bearer == null ? token(sandbox) : bearer));
        }
        return request.header("Content-Type", contentType())
                .POST(BodyPublishers.ofString(body(content)))
                .build();
    }

    private String contentType() {
        return switch (this) {
            case PLUS -> "text/xml; charset=UTF-8";
            case TIM_EASYAPI -> "application/xml";
            case TIM_PROFESSIONAL -> "multipart/form-data; boundary=" + BOUNDARY;
            default -> "application/x-www-form-urlencoded; charset=UTF-8";
        };
    }

    String body(Map<String, String> fields) {
        return switch (this) {
            case PLUS -> """
                <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:pmf="urn:pmf">
                <soapenv:Body><pmf:sendSMS>%s</pmf:sendSMS></soapenv:Body></soapenv:Envelope>""".formatted(xml(fields));
            case TIM_EASYAPI -> "<sms>" + xml(fields) + "</sms>";
            case TIM_PROFESSIONAL ->
                fields.entrySet().stream()
                        .map(field -> "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field.getKey()
                                + "\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n" + field.getValue() + "\r\n")
                        .collect(Collectors.joining("", "", "--" + BOUNDARY + "--\r\n"));
            default -> form(fields);
        };
    }

    private static String xml(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> "<" + field.getKey() + ">"
                        + field.getValue().replace("&", "&amp;").replace("<", "&lt;") + "</" + field.getKey() + ">")
                .collect(Collectors.joining());
    }

    public static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    public static HttpResponse<String> tokenAnswer(ProviderSandbox sandbox, String password, String form)
            throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString(("demo:" + password).getBytes(StandardCharsets.UTF_8));
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(sandbox.url() + "/tim/easyapi/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    public static String token(ProviderSandbox sandbox) throws IOException, InterruptedException {
        String answer = tokenAnswer(sandbox, "demo-password", "grant_type=client_credentials")
                .body();
        Matcher token = TOKEN.matcher(answer);
        if (!token.find()) {
            throw new AssertionError("No token in " + answer);
        }
        return token.group(1);
    }

    /** Any other call: method, path and content. */
    public static HttpResponse<String> call(ProviderSandbox sandbox, String method, String path, String body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                        .timeout(LIMIT)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    public static String get(ProviderSandbox sandbox, String path) throws IOException, InterruptedException {
        return call(sandbox, "GET", path, "").body();
    }
}
