package io.staffetta.http.batches;

import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.run.BatchFiles;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.http.Uploads;
import io.staffetta.http.operations.AuditedCall;
import io.staffetta.http.operations.BatchesApi;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.batch.BatchRecord;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the answers of batches out, as files. They have numbers in them: each is in the audit trail.
 *
 * <p>Thread-safe.
 */
public final class BatchAnswersApi {

    private static final Logger LOG = LoggerFactory.getLogger(BatchAnswersApi.class);

    private final List<BatchFolder> folders;
    private final BatchesApi batches;
    private final Uploads files;
    private final AuditTrail audit;

    /**
     * @param folders the batch folders of this process
     * @param batches knows batches, and who may see which
     * @param files where an answer is while it is sent
     */
    public BatchAnswersApi(List<BatchFolder> folders, BatchesApi batches, Uploads files, AuditTrail audit) {
        this.folders = List.copyOf(folders);
        this.batches = batches;
        this.files = files;
        this.audit = audit;
    }

    /**
     * What became of each row when it was taken.
     *
     * @throws ProblemException if there is no such batch, or it is not there yet
     */
    public HttpAnswer result(Exchange exchange) {
        return answer(exchange, BatchFiles.Answer.RESULT);
    }

    /**
     * The rows that were not taken, as they were written, to be put right and sent again.
     *
     * @throws ProblemException if there is no such batch, or it has none, or not yet
     */
    public HttpAnswer rejected(Exchange exchange) {
        return answer(exchange, BatchFiles.Answer.REJECTED);
    }

    /**
     * How each row ended.
     *
     * @throws ProblemException if there is no such batch, or not all have ended
     */
    public HttpAnswer end(Exchange exchange) {
        return answer(exchange, BatchFiles.Answer.FINAL);
    }

    private HttpAnswer answer(Exchange exchange, BatchFiles.Answer which) {
        QueryParameters.of(exchange);
        BatchRecord batch = batches.visible(exchange);
        String label = which.name().toLowerCase(Locale.ROOT);
        Path copy = files.temporary();
        if (!copy(batch, which, copy)) {
            throw missing(batch, which);
        }
        Uploads.answer(exchange, copy);
        AuditedCall.before(
                audit,
                new AuditEntry(
                        Callers.of(exchange),
                        "batch.download",
                        batch.id(),
                        Map.of("folder", batch.file().folder(), "answer", label),
                        ""));
        return new HttpAnswer(
                200,
                type(batch, which),
                "",
                Map.of(
                        "Content-Disposition",
                                disposition(BatchFiles.nameOf(batch.file().name(), which)),
                        "X-Content-Type-Options", "nosniff",
                        "Cache-Control", "no-store"));
    }

    private boolean copy(BatchRecord batch, BatchFiles.Answer which, Path copy) {
        Optional<BatchFolder> folder = folders.stream()
                .filter(one -> one.name().equals(batch.file().folder()))
                .findFirst();
        if (folder.isEmpty() && !batch.file().lostWith().isEmpty()) {
            throw lost(batch);
        }
        if (folder.isEmpty()) {
            throw new ProblemException(HttpProblem.of(
                    409,
                    "folder_elsewhere",
                    Phrase.of(
                            "Batch folder ''{0}'' is not one of this gateway: ask the one that has it",
                            batch.file().folder())));
        }
        try {
            return new BatchFiles(folder.get(), batch.id(), batch.file().name()).copy(which, copy)
                    || (!batch.links().sameAs().isEmpty()
                            && new BatchFiles(
                                            folder.get(),
                                            batch.links().sameAs(),
                                            batch.file().name())
                                    .copy(which, copy));
        } catch (IOException e) {
            LOG.warn("An answer of batch {} cannot be read: {}", batch.id(), e.toString());
            throw new ProblemException(HttpProblem.of(
                    503, "not_read", "The answer cannot be read now; the gateway's log says why. Ask again later"));
        }
    }

    private static ProblemException lost(BatchRecord batch) {
        return new ProblemException(HttpProblem.of(
                404,
                "answer_lost",
                Phrase.of(
                        "The answers of this batch were with gateway ''{0}'', which was gone when the batch was cancelled. What"
                                + " became of its messages, GET /v1/messages?batch={1} tells",
                        batch.file().lostWith(), batch.id())));
    }

    private static ProblemException missing(BatchRecord batch, BatchFiles.Answer which) {
        if (!batch.file().lostWith().isEmpty()) {
            return lost(batch);
        }
        if (which == BatchFiles.Answer.REJECTED
                && batch.counts().rejected() == 0
                && batch.progress().position() == batch.file().rows()) {
            return new ProblemException(HttpProblem.of(404, "no_rejected_rows", "No row of this batch was rejected"));
        }
        return batch.isFinished()
                ? new ProblemException(HttpProblem.of(
                        404,
                        "answer_gone",
                        "This answer is not kept any more (staffetta.batch.keep), or never was made"))
                : new ProblemException(HttpProblem.of(
                        409,
                        "not_ready",
                        which == BatchFiles.Answer.FINAL
                                ? "Not all rows of this batch have ended: ask again when it is DONE or CANCELLED"
                                : "Not all rows of this batch are taken: ask again when it is SENDING"));
    }

    private static String type(BatchRecord batch, BatchFiles.Answer which) {
        String name = batch.file().name().toLowerCase(Locale.ROOT);
        return which != BatchFiles.Answer.REJECTED || name.endsWith(".csv") ? "text/csv" : "application/octet-stream";
    }

    /** RFC 6266: a plain name for old programs, and the name itself. */
    private static String disposition(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._~-]", "_");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''"
                + URLEncoder.encode(name, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A");
    }
}
