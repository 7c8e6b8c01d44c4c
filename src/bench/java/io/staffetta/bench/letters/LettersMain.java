package io.staffetta.bench.letters;

import io.staffetta.bench.report.Report;
import io.staffetta.bench.report.ReportOption;
import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.broker.embedded.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Measures what is done with dead letters, for {@code src/bench/letters}. */
@CommandLine.Command(
        name = "letters",
        mixinStandardHelpOptions = true,
        description =
                "Fills a dead letter queue, and measures how long the first page and the groups take, and redrives of one, of"
                        + " some, and of many of them. Writes the part \"letters\" of the report, or \"letters-NAME\".")
final class LettersMain implements Callable<Integer> {

    @CommandLine.Mixin
    private final ReportOption report = new ReportOption();

    @CommandLine.Option(
            names = "--letters",
            defaultValue = "100000",
            description = "dead letters (default: ${DEFAULT-VALUE})")
    private int letters;

    @CommandLine.Option(
            names = "--some",
            defaultValue = "1000",
            description = "letters of a redrive that are spread over all (default: ${DEFAULT-VALUE})")
    private int some;

    @CommandLine.Option(
            names = "--many",
            defaultValue = "20000",
            description = "letters of a large redrive (default: ${DEFAULT-VALUE})")
    private int many;

    @CommandLine.Option(names = "--rounds", defaultValue = "3", description = "rounds (default: ${DEFAULT-VALUE})")
    private int rounds;

    @CommandLine.Option(
            names = "--broker",
            description = "an external broker, tcp://...; without it the embedded one, under target/")
    private String url;

    @CommandLine.Option(names = "--name", defaultValue = "", description = "what the broker is called in the report")
    private String name;

    private LettersMain() {}

    public static void main(String[] args) {
        System.exit(command().execute(args));
    }

    /** The command, for {@link #main} and for its test. */
    static CommandLine command() {
        return new CommandLine(new LettersMain());
    }

    @Override
    public Integer call() throws Exception {
        Report part = report.begin(name.isEmpty() ? "letters" : "letters-" + name);
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bench")), "letters");
        if (url != null) {
            part.write(new LettersBench(
                            BrokerConnections.factory(url, Credentials.ANONYMOUS), folder, letters, some, many, rounds)
                    .run());
            return 0;
        }
        try (EmbeddedBroker broker =
                new EmbeddedBroker(folder.resolve("broker"), "127.0.0.1", 0, 0, Credentials.ANONYMOUS)) {
            broker.start();
            part.write(new LettersBench(
                            BrokerConnections.factory(EmbeddedBroker.URL, Credentials.ANONYMOUS),
                            folder,
                            letters,
                            some,
                            many,
                            rounds)
                    .run());
        }
        return 0;
    }
}
