package io.staffetta.batch.rows;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.staffetta.language.Phrase;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reports what a batch file would become, without sending any of it.
 *
 * @param rows rows of the file
 * @param good rows that can be sent
 * @param bad rows that cannot
 * @param repeated good rows whose reference an earlier good row has, and which are therefore not sent
 * @param accounts what each account would send, by its id, in the order of the first row; without repeated rows
 * @param errors what is wrong with the first bad rows
 * @param repetitions the first repeated rows
 */
public record BatchReport(
        long rows,
        long good,
        long bad,
        long repeated,
        Map<String, Total> accounts,
        List<RowError> errors,
        List<Repetition> repetitions) {

    public BatchReport {
        accounts = Collections.unmodifiableMap(new LinkedHashMap<>(accounts));
        errors = List.copyOf(errors);
        repetitions = List.copyOf(repetitions);
    }

    /**
     * Sums up what an account would send.
     *
     * @param messages messages, one for each recipient
     * @param segments SMS that their texts take
     * @param replaced characters of the texts that become {@code ?}, since the provider does not carry them
     */
    public record Total(
            long messages,
            long segments,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long replaced) {

        /** What an account would send as it was written. */
        public Total(long messages, long segments) {
            this(messages, segments, 0);
        }

        Total plus(Total other) {
            return new Total(messages + other.messages, segments + other.segments, replaced + other.replaced);
        }
    }

    /**
     * Explains why a row cannot be sent.
     *
     * @param row number of the row, from 1
     * @param line line of the file that it begins in, from 1
     * @param to its recipient, masked; empty if it has none or several
     * @param field column that is wrong; empty where the row as a whole is meant
     * @param problem what is wrong and what would be right, without number or text
     */
    public record RowError(long row, long line, String to, String field, Phrase problem) {}

    /**
     * A row that repeats a reference.
     *
     * @param row number of the row, from 1
     * @param line line of the file that it begins in, from 1
     * @param first number of the row that had the reference first
     */
    public record Repetition(long row, long line, long first) {}

    /** Messages of all accounts. */
    public long messages() {
        return accounts.values().stream().mapToLong(Total::messages).sum();
    }

    /** Characters of all messages that become {@code ?}. */
    public long replaced() {
        return accounts.values().stream().mapToLong(Total::replaced).sum();
    }

    /** SMS that all messages take. */
    public long segments() {
        return accounts.values().stream().mapToLong(Total::segments).sum();
    }
}
