package io.staffetta.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawSocket;
import io.staffetta.it.support.RunningGateway;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests in which another request could hide (RFC 9112), on all ports that speak HTTP. */
class HttpFramingIT {

    private static final String BODY = "{\"to\":\"+393330000001\",\"text\":\"Ciao\"}";
    private static final String CHUNKS = Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n\r\n";

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.inSandboxMode().start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String head(int port, String headers) {
        return "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Type: application/json\r\n"
                + headers.replace("LENGTH", Integer.toString(BODY.length())) + "\r\n\r\n";
    }

    /** What an address answers to bytes, and that it hangs up then though more requests follow. */
    private static void isRefused(String address, String request) {
        try (RawSocket socket = RawSocket.to(gateway.addresses().port(address))) {
            String answer = socket.write(request).readToEnd();
            assertThat(answer).startsWith("HTTP/1.1 400 ").contains("Connection: close", "application/problem+json");
            assertThat(answer.split("HTTP/1.1 [0-9]", -1)).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\nContent-Length: LENGTH",
                "Content-Length: LENGTH\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunk",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, gzip",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked,",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: \r\nContent-Length: LENGTH",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding\t: chunked\r\nContent-Length: LENGTH",
                "Transfer-Encoding:\r\n chunked",
                "X: a\r\n\tTransfer-Encoding: chunked",
                "X: a\rTransfer-Encoding: chunked",
                "X: a\nTransfer-Encoding: chunked"
            })
    void refusesAndHangsUpOnTransferCodingsThatAnotherMayReadInAnotherWay(String headers) {
        for (String address : List.of(Addresses.HTTP, Addresses.MANAGEMENT, Addresses.SANDBOX)) {
            isRefused(address, head(gateway.addresses().port(address), headers) + CHUNKS + head(1, "X: second"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: LENGTH\r\nContent-Length: LENGTH",
                "Content-Length: LENGTH\r\nContent-Length: 5",
                "Content-Length: 5,5",
                "Content-Length: LENGTH, LENGTH",
                "Content-Length: +5",
                "Content-Length: -1",
                "Content-Length: 0x24",
                "Content-Length: 5.0",
                "Content-Length: 5 5",
                "Content-Length:",
                "Content-Length: 99999999999999999999",
                "Content-Length : LENGTH",
                "Content-Length\r\n: LENGTH",
                "Content-Length: LENGTH\r\n X: folded",
                ": nameless\r\nContent-Length: LENGTH",
                "no colon\r\nContent-Length: LENGTH",
                "X(y): z\r\nContent-Length: LENGTH",
                "X: a\u0000b\r\nContent-Length: LENGTH"
            })
    void refusesAndHangsUpOnLengthsAndHeadersThatAnotherMayReadInAnotherWay(String headers) {
        for (String address : List.of(Addresses.HTTP, Addresses.MANAGEMENT, Addresses.SANDBOX)) {
            isRefused(address, head(gateway.addresses().port(address), headers) + BODY + head(1, "X: second"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "0x24", "+24", " 24", "24\n", "24;a\nb", "ffffffffffffffffff", "100000024", "x", "23", ""})
    void refusesAndHangsUpOnChunksOfNoLength(String size) {
        int port = gateway.addresses().port(Addresses.HTTP);

        isRefused(
                Addresses.HTTP,
                head(port, "Transfer-Encoding: chunked") + size + "\r\n" + BODY + "\r\n0\r\n\r\n"
                        + head(1, "X: second"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " POST /v1/messages HTTP/1.1",
                "\tPOST /v1/messages HTTP/1.1",
                "POST  /v1/messages HTTP/1.1",
                "POST /v1/messages  HTTP/1.1",
                "POST\t/v1/messages\tHTTP/1.1",
                "POST /v1/messages HTTP/1.1 ",
                "POST /v1/messages http/1.1",
                "POST /v1/messages HTTP/01.1",
                "POST /v1/messages HTTP/1.10",
                "POST /v1/mess ages HTTP/1.1",
                "POST v1/messages HTTP/1.1",
                "POST /v1/messages"
            })
    void refusesAndHangsUpOnFirstLinesThatAnotherMayReadInAnotherWay(String first) {
        for (String address : List.of(Addresses.HTTP, Addresses.MANAGEMENT, Addresses.SANDBOX)) {
            int port = gateway.addresses().port(address);
            isRefused(
                    address,
                    head(port, "Content-Length: LENGTH").replace("POST /v1/messages HTTP/1.1", first)
                            + BODY
                            + head(1, "X: second"));
        }
    }

    /** Of two a proxy may take one and the gateway the other. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Host: 127.0.0.1\r\nHost: localhost\r\n"})
    void refusesRequestsWithoutAHostOrWithTwo(String hosts) {
        for (String address : List.of(Addresses.HTTP, Addresses.MANAGEMENT, Addresses.SANDBOX)) {
            isRefused(address, "GET /observe/health HTTP/1.1\r\n" + hosts + "\r\n");
        }
    }

    @Test
    void refusesABlankBeforeAFirstLineThatComesLater() {
        try (RawSocket socket = RawSocket.to(gateway.addresses().port(Addresses.HTTP))) {
            assertThat(socket.write("\r\n").write(" ").readToEnd()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void findsAFoldedLineThatComesInPieces() {
        int port = gateway.addresses().port(Addresses.HTTP);
        try (RawSocket socket = RawSocket.to(port)) {
            for (String piece :
                    List.of("POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\r\n", " b", "\r\n\r\n")) {
                socket.write(piece);
            }
            assertThat(socket.readToEnd()).startsWith("HTTP/1.1 400 ").contains("begins with a blank");
        }
    }

    @Test
    void takesChunksAndSeveralRequestsOnOneConnection() {
        int port = gateway.addresses().port(Addresses.HTTP);
        try (RawSocket socket = RawSocket.to(port)) {
            String answers = socket.write(head(port, "Transfer-Encoding: chunked") + CHUNKS)
                    .write("\r\n" + head(port, "Content-Length: LENGTH") + BODY)
                    .write(head(port, "Content-Length: LENGTH\r\nConnection: close") + BODY)
                    .readToEnd();
            assertThat(answers.split("HTTP/1.1 202 ", -1)).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/2.0", "HTTP/1.2", "HTTP/3.0"})
    void saysWhatItSpeaks(String version) {
        try (RawSocket socket = RawSocket.to(gateway.addresses().port(Addresses.HTTP))) {
            assertThat(socket.write("GET / " + version + "\r\nHost: localhost\r\n\r\n")
                            .readToEnd())
                    .startsWith("HTTP/1.1 505 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "x-gzip", "gzip, gzip", "GZIP"})
    void refusesCompressedBodiesByName(String coding) {
        RawHttp.Answer answer = RawHttp.post(gateway.addresses().port(Addresses.HTTP), "/v1/messages", BODY)
                .header("Content-Encoding: " + coding)
                .send();

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.json().get("detail").asText()).contains("Content-Encoding");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "charset='utf-8'",
                "charset=utf8",
                "charset=\"utf8\"",
                "charset=",
                "charset=UTF8",
                "charset=utf-8; charset=\"UTF-8\"",
                "charset=\"utf-8"
            })
    void readsUtf8HoweverItIsWritten(String parameter) {
        RawHttp.Answer answer = RawHttp.post(gateway.addresses().port(Addresses.HTTP), "/v1/messages", """
                {"to": "+393330000001", "text": "perché"}""")
                .without("Content-Type")
                .header("Content-Type: application/json; " + parameter)
                .send();

        assertThat(answer.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "charset=@@@",
                "charset=utf-16",
                "charset='latin1'",
                "charset=utf-8; charset=latin1",
                "charset=%",
                "charset=x y",
                "charset=utf-7"
            })
    void saysThatNoOtherCharsetIsRead(String parameter) {
        RawHttp.Answer answer = RawHttp.post(gateway.addresses().port(Addresses.HTTP), "/v1/messages", BODY)
                .without("Content-Type")
                .header("Content-Type: application/json; " + parameter)
                .send();

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.json().get("detail").asText()).contains("charset", "utf-8");
    }
}
