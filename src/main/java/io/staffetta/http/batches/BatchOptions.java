package io.staffetta.http.batches;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.files.FileName;
import io.staffetta.batch.files.TemporaryName;
import io.staffetta.batch.format.BatchFile;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.Directive;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.language.Phrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * Reads the options of a batch file from the parameters of a request: the same as a first line of the file could have.
 *
 * @param folder the folder whose rules hold for it
 * @param name its name, which is no path
 * @param said what the parameters say of how it is read and when it is sent
 * @param errors of a check: how many bad rows are told one by one
 */
record BatchOptions(BatchFolder folder, String name, Directive said, int errors) {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_ERRORS = 1000;
    private static final int USUAL_ERRORS = 100;
    private static final String FOLDER = "folder";
    private static final String NAME = "name";
    private static final String ERRORS = "errors";

    /**
     * Reads them.
     *
     * @param folders the folders of this process
     * @param isCheck whether nothing is to be taken
     * @throws ProblemException if one is wrong; says which, and what would be right
     */
    static BatchOptions of(Exchange exchange, List<BatchFolder> folders, boolean isCheck) {
        List<String> known = new ArrayList<>(Directive.keys());
        known.addAll(List.of(FOLDER, NAME));
        if (isCheck) {
            known.add(ERRORS);
        }
        QueryParameters given = QueryParameters.of(exchange, known.toArray(String[]::new));
        BatchFolder folder = folder(given.text(FOLDER), folders);
        return new BatchOptions(
                folder, name(given.text(NAME), folder), said(given), given.number(ERRORS, MOST_ERRORS, USUAL_ERRORS));
    }

    private static BatchFolder folder(String name, List<BatchFolder> folders) {
        String wanted = name.isEmpty() ? BatchFolder.DEFAULT : name;
        return folders.stream()
                .filter(folder -> folder.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> QueryParameters.wrong(
                        FOLDER,
                        Phrase.of(
                                "must be one of {0}",
                                folders.stream().map(BatchFolder::name).collect(Collectors.joining(", ")))));
    }

    private static String name(String name, BatchFolder folder) {
        boolean isName = !name.isEmpty()
                && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME
                && name.chars().noneMatch(one -> one == '/' || one == '\\')
                && !TemporaryName.is(name);
        if (!isName) {
            throw QueryParameters.wrong(
                    NAME,
                    Phrase.of(
                            "must be the name of the file, without a path, of 1 to {0} bytes, with its extension; not one "
                                    + "of a temporary or hidden file",
                            LONGEST_NAME));
        }
        Optional<Path> seen = FileName.find(folder.inbox(), name);
        if (seen.isEmpty() || FileName.problem(seen.get(), folder.pickUp()).isPresent()) {
            throw QueryParameters.wrong(
                    NAME, "must be one that a file can have here, with an extension of at most 100 bytes");
        }
        return name;
    }

    private static Directive said(QueryParameters given) {
        Map<String, String> values = new TreeMap<>();
        for (String key : Directive.keys()) {
            String value = given.text(key);
            if (!value.isEmpty()) {
                values.put(key, value);
                try {
                    Directive.of(Map.of(key, value));
                } catch (BatchFileException e) {
                    throw QueryParameters.wrong(key, e.mend());
                }
            }
        }
        return Directive.of(values);
    }

    /**
     * Opens a file as the folder and the caller say that it is read.
     *
     * @throws ProblemException if both its first line and the caller say something
     * @throws BatchFileException if it cannot be read
     */
    BatchFile open(Path file) throws IOException {
        BatchFile opened = BatchFile.open(Files.newInputStream(file), name, said.over(folder.defaults()));
        if (!said.values().isEmpty() && !opened.directive().values().isEmpty()) {
            opened.close();
            throw new ProblemException(HttpProblem.of(
                    400,
                    "said_twice",
                    Phrase.of(
                            "The first line of the file, {0}, says how it is read: say all of it there, or all of it by "
                                    + "parameters",
                            Directive.MARK)));
        }
        return opened;
    }
}
