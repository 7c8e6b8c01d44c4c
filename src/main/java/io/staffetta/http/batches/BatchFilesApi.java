package io.staffetta.http.batches;

import io.staffetta.access.Source;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.BatchIntake;
import io.staffetta.batch.format.BatchFile;
import io.staffetta.batch.rows.BatchCheck;
import io.staffetta.batch.rows.BatchForecast;
import io.staffetta.batch.rows.BatchReport;
import io.staffetta.batch.rows.BatchReportJson;
import io.staffetta.batch.run.BatchSources;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.SendAt;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.Uploads;
import io.staffetta.http.operations.AuditedCall;
import io.staffetta.http.operations.BatchesApi;
import io.staffetta.intake.Intake;
import io.staffetta.ledger.store.LedgerAwayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes files of batches over HTTP, as if they had been dropped into a folder, and says what would become of them.
 *
 * <p>Thread-safe.
 */
public final class BatchFilesApi {

    private static final Logger LOG = LoggerFactory.getLogger(BatchFilesApi.class);

    private final List<BatchFolder> folders;
    private final BatchIntake batches;
    private final BatchSources sources;
    private final Intake intake;
    private final CurrentAccounts accounts;
    private final BatchesApi views;
    private final AuditTrail audit;
    private final Clock clock;

    /**
     * @param folders the batch folders of this process
     * @param batches takes files over
     * @param sources says where the messages of files come from
     * @param intake reads and routes messages
     * @param views shows batches
     */
    public BatchFilesApi(
            List<BatchFolder> folders,
            BatchIntake batches,
            BatchSources sources,
            Intake intake,
            CurrentAccounts accounts,
            BatchesApi views,
            AuditTrail audit,
            Clock clock) {
        this.folders = List.copyOf(folders);
        this.batches = batches;
        this.sources = sources;
        this.intake = intake;
        this.accounts = accounts;
        this.views = views;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Takes a file. The same content again is answered with what became of the first.
     *
     * @throws ProblemException if it is not there or cannot be read, a parameter is wrong, or nothing is taken now
     */
    public HttpAnswer take(Exchange exchange) {
        Path file = file(exchange);
        BatchOptions options = BatchOptions.of(exchange, folders, false);
        if (!batches.isReady()) {
            throw notNow();
        }
        Source source = source(exchange, options.folder());
        try (BatchFile opened = options.open(file)) {
            LOG.debug("A file came over HTTP in {}", opened.settings().format());
        } catch (BatchFileException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw failed(e);
        }
        String id = hand(options, file, source);
        AuditedCall.done(
                audit,
                new AuditEntry(
                        Callers.of(exchange),
                        "batch.upload",
                        id,
                        Map.of("folder", options.folder().name(), "source", source.toString()),
                        ""));
        return views.taken(id);
    }

    private String hand(BatchOptions options, Path file, Source source) {
        UploadedFile handed = new UploadedFile(options, source);
        try {
            handed.place(file);
            batches.accept(options.folder(), handed.file(), options.name());
            return handed.id();
        } catch (LedgerAwayException e) {
            handed.remove();
            throw notNow();
        } catch (IOException e) {
            handed.remove();
            throw failed(e);
        }
    }

    /**
     * Says what would become of a file: its bad rows, what each account would send, what that costs, and when it would end.
     *
     * @throws ProblemException if it is not there, or a parameter is wrong
     */
    public HttpAnswer check(Exchange exchange) {
        Path file = file(exchange);
        BatchOptions options = BatchOptions.of(exchange, folders, true);
        Source source = source(exchange, options.folder());
        try (BatchFile opened = options.open(file)) {
            Optional<SendAt> sendAt =
                    opened.directive().sendAt().or(options.said()::sendAt).or(options.folder()::sendAt);
            Duration spread = opened.directive()
                    .spread()
                    .or(options.said()::spread)
                    .orElse(options.folder().spread());
            BatchReport report = new BatchCheck(
                            intake.routing(), opened.settings(), options.errors(), source.toString())
                    .run(opened.rows());
            Instant now = clock.instant();
            Map<String, BatchForecast> forecasts = BatchForecast.of(
                    report,
                    accounts::find,
                    sendAt,
                    spread,
                    opened.settings().priority().equals("high"),
                    now);
            return HttpAnswer.json(
                    200,
                    BatchReportJson.object(
                            report, sendAt, Optional.of(spread).filter(one -> !one.isZero()), forecasts, now));
        } catch (BatchFileException e) {
            return HttpAnswer.json(200, BatchReportJson.object(e));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Source source(Exchange exchange, BatchFolder folder) {
        return Callers.application(exchange)
                .map(application -> application.source(BatchCheck.SOURCE))
                .orElseGet(() -> sources.of(folder));
    }

    private static Path file(Exchange exchange) {
        return Uploads.of(exchange)
                .filter(BatchFilesApi::hasAny)
                .orElseThrow(() -> new ProblemException(HttpProblem.of(
                        400, "no_file", "Send the file as the body, as curl --data-binary @orders.csv does")));
    }

    private static boolean hasAny(Path file) {
        try {
            return Files.size(file) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static ProblemException unreadable(BatchFileException e) {
        return new ProblemException(HttpProblem.of(400, "unreadable_file", e.phrase()));
    }

    private static ProblemException notNow() {
        return new ProblemException(HttpProblem.of(
                503, "ledger_away", "No files are accepted now, and this one was not: send it again later"));
    }

    private static ProblemException failed(IOException e) {
        LOG.warn("A file that came over HTTP cannot be taken: {}", e.toString());
        return new ProblemException(HttpProblem.of(
                503,
                "not_written",
                "The file cannot be written now, and was not taken; the gateway's log says why. Send it again later"));
    }
}
