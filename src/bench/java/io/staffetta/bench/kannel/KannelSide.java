package io.staffetta.bench.kannel;

import static org.awaitility.Awaitility.await;

import io.staffetta.bench.load.HttpInjector;
import io.staffetta.bench.load.ProviderStub;
import io.staffetta.bench.load.Side;
import io.staffetta.it.support.FreePorts;
import io.staffetta.it.support.ProcessUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Kannel as Debian has it: bearerbox with its store and two connections to the provider, and smsbox. */
final class KannelSide implements Side {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int GROUPS = 2;

    private final Path folder =
            Path.of("target", "bench", "kannel-" + UUID.randomUUID()).toAbsolutePath();
    private final int admin = FreePorts.next();
    private final int boxes = FreePorts.next();
    private final int port = FreePorts.next();
    private final String store;
    private final int connections;
    private final int pending;
    private Process bearerbox;
    private Process smsbox;

    private KannelSide(String store, int connections, int pending) {
        this.store = store;
        this.connections = connections;
        this.pending = pending;
    }

    /** The program of this name, if Kannel is installed. */
    static Optional<Path> program(String name) {
        String path = System.getenv("PATH") + ":/usr/sbin";
        return Stream.of(path.split(":", -1))
                .map(part -> Path.of(part, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether both its programs are there. */
    static boolean isInstalled() {
        return program("bearerbox").isPresent() && program("smsbox").isPresent();
    }

    /**
     * Starts one with an empty store.
     *
     * @param store {@code file} or {@code spool}
     * @param connections over which messages are put in
     * @param pending submissions of each of the two connections to the provider at once
     */
    static KannelSide start(ProviderStub stub, String store, int connections, int pending) throws IOException {
        KannelSide side = new KannelSide(store, connections, pending);
        Files.createDirectories(store.equals("spool") ? side.folder.resolve("store") : side.folder);
        Files.writeString(
                side.folder.resolve("kannel.conf"),
                KannelConfig.core(side.admin, side.boxes, side.port, side.folder, store)
                        + IntStream.rangeClosed(1, GROUPS)
                                .mapToObj(i -> KannelConfig.provider("stub" + i, stub.url(), pending))
                                .collect(Collectors.joining()));
        try {
            side.bearerbox = side.launch("bearerbox");
            await("bearerbox").atMost(LIMIT).until(() -> side.status().contains("Kannel bearerbox"));
            side.smsbox = side.launch("smsbox");
            await("smsbox").atMost(LIMIT).until(() -> side.status().contains("smsbox:bench"));
        } catch (RuntimeException e) {
            side.close();
            throw e;
        }
        return side;
    }

    @Override
    public String name() {
        return store.equals("file") ? "Kannel" : "Kannel, " + store;
    }

    @Override
    public String settings() {
        return connections + " connections in, " + GROUPS + " smsc, max-pending-submits " + pending + ", store-type "
                + store;
    }

    @Override
    public HttpInjector.Result inject(long first, long count) throws IOException {
        String path = "/cgi-bin/sendsms?username=bench&password=bench&from=Staffetta&to=" + RECIPIENT + "&text=";
        return new HttpInjector(port, connections)
                .get(
                        number -> path + URLEncoder.encode(Side.text(number), StandardCharsets.US_ASCII),
                        List.of(),
                        first,
                        count);
    }

    @Override
    public ProcessUse use() {
        return ProcessUse.of(bearerbox.toHandle()).plus(ProcessUse.of(smsbox.toHandle()));
    }

    @Override
    public void close() {
        end(smsbox);
        end(bearerbox);
    }

    private static void end(Process process) {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Process launch(String name) throws IOException {
        String program = program(name)
                .orElseThrow(() -> new IllegalStateException("Kannel is not installed: apt-get install kannel"))
                .toString();
        return new ProcessBuilder(program, folder.resolve("kannel.conf").toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .start();
    }

    private String status() {
        if (!bearerbox.isAlive() || (smsbox != null && !smsbox.isAlive())) {
            throw new IllegalStateException("Kannel did not start, see " + folder);
        }
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + admin + "/status.txt?password=bench"))
                                    .timeout(LIMIT)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1))
                    .body();
        } catch (java.net.ConnectException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
