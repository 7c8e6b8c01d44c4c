package io.staffetta.http;

import io.staffetta.access.Caller;
import io.staffetta.access.Role;
import io.staffetta.language.Phrase;
import io.staffetta.message.MessageId;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files that callers send as the body of a request: they go to the disk as they come, and never are in memory as a whole. The
 * route that follows has no body, and finds the file by {@link #of}. When its caller is answered, the file is deleted, unless it was
 * moved away.
 *
 * <p>Thread-safe.
 */
public final class Uploads implements Handler<RoutingContext> {

    /** What has a file for a body. */
    private static final Set<String> PATHS = Set.of("/v1/batches", "/v1/batches/check");

    /** No page of another site can send one of these without being asked for. */
    static final Set<String> MEDIA_TYPES = Set.of(
            "application/json",
            "application/jsonl",
            "application/octet-stream",
            "application/x-ndjson",
            "application/xml",
            "text/csv",
            "text/tab-separated-values",
            "text/xml");

    /** Where the file is, in the routing context of a request and in its exchange. */
    static final String FILE = "staffetta.upload";

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    private static final String RIGHTS = "rw-------";

    private final Path folder;
    private final UploadLimits limits;
    private final AtomicInteger coming = new AtomicInteger();

    /**
     * @param folder where they are while they come; made if it is not there. What is in it is deleted.
     */
    public Uploads(Path folder, UploadLimits limits) {
        this.folder = folder;
        this.limits = limits;
        try {
            Files.createDirectories(folder);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
                for (Path file : left) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder for files that are sent over HTTP cannot be used: " + folder, e);
        }
    }

    /** Whether a request has a file for a body. */
    static boolean isOne(RoutingContext call) {
        return call.request().method().equals(HttpMethod.POST) && PATHS.contains(call.normalizedPath());
    }

    /** The file of a request; empty if it has none. */
    public static Optional<Path> of(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(FILE, Path.class));
    }

    /** A new file beside them, for what is sent back; whoever asks deletes it. */
    public Path temporary() {
        return folder.resolve(MessageId.next());
    }

    /** Has the answer to a request be a file, which is deleted when it is sent. */
    public static void answer(Exchange exchange, Path file) {
        HttpResponse.send(exchange, file);
    }

    @Override
    public void handle(RoutingContext call) {
        if (!isOne(call)) {
            call.next();
            return;
        }
        Optional<HttpProblem> problem = problem(call);
        if (problem.isPresent()) {
            fail(call, problem.get());
            return;
        }
        if (coming.incrementAndGet() > limits.atOnce()) {
            coming.decrementAndGet();
            fail(
                    call,
                    HttpProblem.of(
                            503,
                            "too_many_uploads",
                            "As many files as may (staffetta.http.uploads) are coming already: send it again later"));
            return;
        }
        Path file = temporary();
        call.addEndHandler(ended -> {
            coming.decrementAndGet();
            delete(file);
        });
        take(call, file);
    }

    private Optional<HttpProblem> problem(RoutingContext call) {
        Caller caller = call.get(Callers.CALLER);
        if (caller != null && !caller.role().includes(Role.SENDER)) {
            return Optional.of(HttpProblem.of(
                    403, "role_too_low", "This needs the role sender, which the caller's token does not have"));
        }
        String length = call.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && Long.parseLong(length) > limits.bytes() ? Optional.of(tooLarge()) : Optional.empty();
    }

    private HttpProblem tooLarge() {
        return HttpProblem.of(
                413,
                "file_too_large",
                Phrase.of(
                        "The file must be at most {0} MiB (staffetta.http.upload-megabytes): split it, or drop it into "
                                + "a batch folder",
                        limits.megabytes()));
    }

    private void take(RoutingContext call, Path file) {
        HttpServerRequest request = call.request();
        ConnectionGuard.of(request.connection()).expectsLong();
        request.pause();
        call.vertx()
                .fileSystem()
                .open(
                        file.toString(),
                        new OpenOptions().setCreateNew(true).setWrite(true).setPerms(RIGHTS))
                .compose(opened -> stream(call, opened).eventually(() -> opened.close()))
                .onSuccess(done -> {
                    call.put(FILE, file);
                    // As if the body had been read, which is empty now.
                    RoutingContextInternal internal = (RoutingContextInternal) call;
                    internal.visitHandler(RoutingContextInternal.BODY_HANDLER);
                    internal.setBody(Buffer.buffer());
                    call.next();
                })
                .onFailure(call::fail);
    }

    private Future<Void> stream(RoutingContext call, AsyncFile file) {
        HttpServerRequest request = call.request();
        Promise<Void> whole = Promise.promise();
        long[] received = {0};
        file.exceptionHandler(whole::tryFail);
        request.exceptionHandler(whole::tryFail);
        request.handler(chunk -> {
            received[0] += chunk.length();
            if (received[0] > limits.bytes()) {
                request.handler(ignored -> {});
                whole.tryFail(new ProblemException(tooLarge()));
                return;
            }
            file.write(chunk).onFailure(whole::tryFail);
            if (file.writeQueueFull()) {
                request.pause();
                file.drainHandler(drained -> request.resume());
            }
        });
        request.endHandler(ended -> whole.tryComplete());
        if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
            var unused = call.response().writeContinue();
        }
        request.resume();
        return whole.future();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("A file that was sent over HTTP cannot be deleted: {}", file);
        }
    }

    private static void fail(RoutingContext call, HttpProblem problem) {
        call.fail(problem.status(), new ProblemException(problem));
    }
}
