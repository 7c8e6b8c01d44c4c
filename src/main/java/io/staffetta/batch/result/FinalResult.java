package io.staffetta.batch.result;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes the final answer of a batch: the rows of its result, and how each ended. */
public final class FinalResult {

    private static final int GROUP = 200;
    private static final int ID = ResultLine.COLUMNS.indexOf("id");
    private static final int ACCOUNT = ResultLine.COLUMNS.indexOf("account");
    private static final int STATUS = ResultLine.COLUMNS.indexOf("status");
    private static final int REASON = ResultLine.COLUMNS.indexOf("reason");

    private FinalResult() {}

    /** Writes a new file, and waits until it is on the disk. */
    public static void write(Path result, Path made, Function<List<String>, Map<String, ResultEnd>> ends)
            throws IOException {
        ResultFormat form = ResultFormat.of(result, ResultFormat.PLAIN);
        try (CsvReader<CsvRecord> rows = read(result, form);
                ResultFile file = new ResultFile(made, 0)) {
            List<List<String>> group = new ArrayList<>(GROUP);
            for (CsvRecord row : rows) {
                if (row.getStartingLineNumber() == 1) {
                    List<String> columns = new ArrayList<>(ResultLine.COLUMNS);
                    columns.add("providerMessageId");
                    file.append(form.header(columns));
                } else {
                    group.add(row.getFields());
                }
                if (group.size() == GROUP) {
                    write(file, form, group, ends);
                    group.clear();
                }
            }
            write(file, form, group, ends);
            file.force();
        }
    }

    /** Gives the ids of the messages of all rows of a result that are taken. */
    public static void takenIds(Path result, Consumer<String> ids) throws IOException {
        try (CsvReader<CsvRecord> rows = read(result, ResultFormat.of(result, ResultFormat.PLAIN))) {
            for (CsvRecord row : rows) {
                if (row.getStartingLineNumber() > 1 && isTaken(row.getFields())) {
                    ids.accept(row.getField(ID));
                }
            }
        }
    }

    private static CsvReader<CsvRecord> read(Path result, ResultFormat form) throws IOException {
        return CsvReader.builder()
                .fieldSeparator(form.separator())
                .detectBomHeader(form.isMarked())
                .ofCsvRecord(result, form.charset());
    }

    private static void write(
            ResultFile file,
            ResultFormat form,
            List<List<String>> group,
            Function<List<String>, Map<String, ResultEnd>> ends)
            throws IOException {
        List<String> ids = group.stream()
                .filter(FinalResult::isTaken)
                .map(row -> row.get(ID))
                .distinct()
                .toList();
        Map<String, ResultEnd> found = ids.isEmpty() ? Map.of() : ends.apply(ids);
        for (List<String> row : group) {
            ResultEnd end = isTaken(row) ? found.get(row.get(ID)) : null;
            if (end == null) {
                append(file, form, row, "");
            } else {
                append(file, form, ended(row, end), end.providerMessageId());
            }
        }
    }

    private static boolean isTaken(List<String> row) {
        return row.get(STATUS).equals(ResultStatus.TAKEN.label());
    }

    private static List<String> ended(List<String> row, ResultEnd end) {
        List<String> ended = new ArrayList<>(row);
        ended.set(ACCOUNT, end.account().isEmpty() ? row.get(ACCOUNT) : end.account());
        ended.set(STATUS, end.status());
        ended.set(REASON, end.reason());
        return ended;
    }

    private static void append(ResultFile file, ResultFormat form, List<String> row, String last) throws IOException {
        List<String> fields = new ArrayList<>(row);
        fields.add(last);
        file.append(form.line(fields));
    }
}
