package io.staffetta.cli.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.access.Caller;
import io.staffetta.access.Role;
import io.staffetta.account.AccountsChange;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.config.accounts.Problem;
import io.staffetta.config.edit.AccountsEditor;
import io.staffetta.config.edit.AccountsFileText;
import io.staffetta.config.edit.Edit;
import io.staffetta.config.edit.EditRefusedException;
import io.staffetta.config.edit.EditRequest;
import io.staffetta.config.edit.HistoryEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Edits the file itself, while no gateway runs. */
final class FileDoor implements AccountsDoor {

    private final AccountsEditor editor;

    FileDoor(AccountsEditor editor) {
        this.editor = editor;
    }

    private static EditRequest request(String why, String version) {
        return new EditRequest(new Caller(System.getProperty("user.name", ""), Role.ADMIN, ""), why, version);
    }

    @Override
    public Present find(String id) {
        AccountsFileText current = editor.current();
        Map<String, Object> written = current.text().accounts().get(id);
        if (written == null) {
            return null;
        }
        Map<String, Object> fields = new LinkedHashMap<>(written);
        fields.keySet().removeIf(editor::isSecret);
        return new Present(fields, editor.version(current, id));
    }

    @Override
    public Outcome add(String id, Map<String, Object> fields, String why) {
        return edit("Account '" + id + "' is added", () -> editor.create(id, fields, request(why, "")));
    }

    @Override
    public Outcome change(
            String id, String other, Map<String, Object> fields, String version, String moveTo, String why) {
        return edit(
                "Account '" + other + "' is changed",
                () -> id.equals(other)
                        ? editor.change(id, fields, request(why, version))
                        : editor.rename(id, other, fields, request(why, version)));
    }

    @Override
    public Outcome remove(String id, String moveTo, String why) {
        if (!moveTo.isEmpty()) {
            String words = "No gateway runs, so nothing can be moved: start it, and say this again";
            return new Outcome(ExitCode.FAILED, words, Map.of("detail", words));
        }
        return edit(
                "Account '" + id + "' is removed. What waits for it, the health of the gateway tells",
                () -> editor.delete(id, request(why, "")));
    }

    @Override
    public Outcome setDefault(String id, String why) {
        return edit("Account '" + id + "' is the default", () -> editor.setDefault(id, request(why, "")));
    }

    @Override
    public Outcome history(int limit) {
        List<HistoryEntry> entries = editor.history().stream().limit(limit).toList();
        JsonNode versions = JsonLine.read(JsonLine.write(entries), JsonNode.class);
        return new Outcome(ExitCode.OK, HistoryTable.of(versions), Map.of("versions", entries));
    }

    @Override
    public Outcome restore(long version, String why) {
        return edit("The accounts are those of version " + version, () -> editor.restore(version, request(why, "")));
    }

    private static Outcome edit(String done, Supplier<Edit> deed) {
        try {
            Edit edit = deed.get();
            String change = edit.before()
                    .map(before ->
                            ". " + AccountsChange.between(before, edit.after()).words())
                    .orElse(". The file was wrong, and is right again");
            return new Outcome(
                    ExitCode.OK, done + change, Map.of("version", edit.entry().version()));
        } catch (EditRefusedException e) {
            int code =
                    switch (e.reason()) {
                        case NOT_FOUND -> ExitCode.NOT_FOUND;
                        case INVALID -> ExitCode.CONFIGURATION;
                        default -> ExitCode.FAILED;
                    };
            String words = e.problems().isEmpty()
                    ? e.getMessage()
                    : e.problems().stream().map(Problem::toString).collect(Collectors.joining(System.lineSeparator()));
            return new Outcome(code, words, Map.of("detail", words));
        }
    }
}
