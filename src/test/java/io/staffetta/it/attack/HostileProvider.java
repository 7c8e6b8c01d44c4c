package io.staffetta.it.attack;

import io.staffetta.provider.ScriptedProvider;
import io.staffetta.provider.ScriptedProvider.Request;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers a message whose text is {@code answer 17} with the hostile answer of that number. */
final class HostileProvider implements AutoCloseable {

    private static final Pattern WANTED = Pattern.compile("answer[ +]([0-9]+)");

    private final AtomicInteger canaries = new AtomicInteger();
    private final ScriptedProvider server = new ScriptedProvider(this::answer);
    private final List<HostileAnswers.Reply> replies = HostileAnswers.all(canary());

    /** Two accounts more for {@code accounts.yaml}. */
    String accounts() {
        return """
              hostile-soap:
                provider: plus
                description: Answers with what should not be read
                username: demo
                password: demo-password
                userUuid: demo-uuid
                accessVia: UUID
                pmfUrl: "http://localhost:PORT/soap"
                pmfQName: "{http://pmf.example/}PmfService"
              hostile-json:
                provider: messagenet
                description: Answers with what should not be read
                username: demo
                password: demo-password
                url: "http://localhost:PORT/json"
            """.replace("PORT", Integer.toString(server.port()));
    }

    /** An address that nobody has a reason to call. */
    String canary() {
        return "http://localhost:" + server.port() + "/canary";
    }

    /** All that it answers, by their numbers. */
    List<HostileAnswers.Reply> replies() {
        return replies;
    }

    /** How often it was called. */
    int canaries() {
        return canaries.get();
    }

    private boolean answer(Request request, Socket connection) throws IOException {
        if (request.path().contains("canary")) {
            canaries.incrementAndGet();
        }
        Matcher wanted = WANTED.matcher(request.body());
        if (!wanted.find()) {
            connection.getOutputStream().write(ScriptedProvider.response(404, "nothing"));
            return true;
        }
        byte[] answer = replies.get(Integer.parseInt(wanted.group(1))).bytes();
        connection.getOutputStream().write(answer);
        connection.getOutputStream().flush();
        return false;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
