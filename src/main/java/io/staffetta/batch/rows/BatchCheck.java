package io.staffetta.batch.rows;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.account.AccountDisabledException;
import io.staffetta.account.UnknownAccountException;
import io.staffetta.batch.format.RowReader;
import io.staffetta.batch.rows.BatchReport.Repetition;
import io.staffetta.batch.rows.BatchReport.RowError;
import io.staffetta.batch.rows.BatchReport.Total;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.Row;
import io.staffetta.intake.MessageRouting;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.language.Phrase;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.PhoneNumbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says what would become of a batch file, and sends nothing. Each row is read and routed by what reads and routes the messages
 * that are sent.
 *
 * <p>Not thread-safe; for one file.
 */
public final class BatchCheck {

    /** The Channel Adapter that messages of batch files come in by. */
    public static final String SOURCE = "batch";

    private final MessageRouting routing;
    private final RowMessages messages;
    private final int mostErrors;
    private final String source;
    private final References references = new References();
    private final References contents = new References();
    private final Map<String, Total> accounts = new LinkedHashMap<>();
    private final List<RowError> errors = new ArrayList<>();
    private final List<Repetition> repetitions = new ArrayList<>();
    private long rows;
    private long bad;
    private long repeated;

    /**
     * @param routing reads and routes messages
     * @param mostErrors how many bad rows, and how many repeated ones, are told of one by one; 0 or more
     */
    public BatchCheck(MessageRouting routing, BatchSettings settings, int mostErrors) {
        this(routing, settings, mostErrors, SOURCE);
    }

    /**
     * @param routing reads and routes messages
     * @param mostErrors how many bad rows, and how many repeated ones, are told of one by one; 0 or more
     * @param source where the messages come from
     */
    public BatchCheck(MessageRouting routing, BatchSettings settings, int mostErrors, String source) {
        this.source = source;
        this.routing = routing;
        this.messages = new RowMessages(settings);
        this.mostErrors = mostErrors;
    }

    /**
     * Reads all rows.
     *
     * @throws BatchFileException if the file cannot be read to its end
     * @throws IOException if it fails to be read
     */
    public BatchReport run(RowReader reader) throws IOException {
        for (Optional<Row> row = reader.next(); row.isPresent(); row = reader.next()) {
            rows++;
            try {
                count(row.get(), route(row.get()));
            } catch (InvalidMessageException e) {
                wrong(row.get(), e.field(), e.phrase());
            } catch (UnknownAccountException e) {
                wrong(row.get(), "account", e.phrase());
            } catch (AccountDisabledException e) {
                wrong(row.get(), "account", e.phrase());
            }
        }
        return new BatchReport(rows, rows - bad, bad, repeated, accounts, errors, repetitions);
    }

    private List<RoutedMessage> route(Row row) {
        List<RoutedMessage> routed = routing.route(routing.read(messages.json(row), Map.of(), source));
        RuntimeException problem = RoutedMessage.problem(routed);
        if (problem != null) {
            throw problem;
        }
        return routed;
    }

    private void count(Row row, List<RoutedMessage> routed) {
        String reference = routed.get(0).message().reference();
        long first = reference.isEmpty() ? 0 : references.enter(reference, row.number());
        long same = reference.isEmpty() ? 0 : contents.enter(reference + content(routed), row.number());
        if (first > 0 && same != first) {
            wrong(
                    row,
                    "reference",
                    Phrase.of(
                            "is that of row {0}, which has another recipient or text; give each row one of its own",
                            first));
            return;
        }
        if (first > 0) {
            repeated++;
            if (repetitions.size() < mostErrors) {
                repetitions.add(new Repetition(row.number(), row.line(), first));
            }
            return;
        }
        for (RoutedMessage message : routed) {
            accounts.merge(message.account().id(), new Total(1, message.segments(), message.replaced()), Total::plus);
        }
    }

    private static String content(List<RoutedMessage> routed) {
        return routed.stream()
                .map(message -> "\u0000" + message.message().to() + "\u0000"
                        + message.message().text())
                .sorted()
                .collect(Collectors.joining());
    }

    private void wrong(Row row, String field, CharSequence problem) {
        bad++;
        if (errors.size() < mostErrors) {
            JsonNode to = row.values().get("to");
            String shown = to != null && to.isTextual() ? PhoneNumbers.mask(to.textValue()) : "";
            errors.add(new RowError(row.number(), row.line(), shown, field, Phrase.of(problem)));
        }
    }
}
