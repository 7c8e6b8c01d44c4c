package io.staffetta.batch.rows;

import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.SendAt;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes a {@link BatchReport} as JSON. */
public final class BatchReportJson {

    private BatchReportJson() {}

    /**
     * One object.
     *
     * @param forecasts cost and end by account
     */
    public static Map<String, Object> object(
            BatchReport report,
            Optional<SendAt> sendAt,
            Optional<Duration> spread,
            Map<String, BatchForecast> forecasts,
            Instant now) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ok", report.bad() == 0);
        object.put("rows", report.rows());
        object.put("good", report.good());
        object.put("bad", report.bad());
        object.put("repeated", report.repeated());
        object.put("messages", report.messages());
        object.put("segments", report.segments());
        if (report.replaced() > 0) {
            object.put("replaced", report.replaced());
        }
        object.put("accounts", report.accounts());
        object.put("forecast", forecasts);
        object.put("errors", report.errors());
        object.put("repetitions", report.repetitions());
        sendAt.ifPresent(one -> object.put("sendAt", one.of(now).toString()));
        spread.ifPresent(one -> object.put("spread", one.toString()));
        return object;
    }

    /** Why a file cannot be read. */
    public static Map<String, Object> object(BatchFileException unreadable) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ok", false);
        object.put("unreadable", unreadable.phrase());
        object.put("line", unreadable.line());
        object.put("column", unreadable.column());
        return object;
    }
}
