package io.staffetta.config.edit;

import io.staffetta.account.Accounts;
import io.staffetta.config.accounts.FormField;
import io.staffetta.config.accounts.ProviderForm;
import io.staffetta.config.edit.EditRefusedException.Reason;
import io.staffetta.language.Phrase;
import io.staffetta.provider.table.ProviderDescriptors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Edits {@code accounts.yaml}, which stays the truth: its text is changed where it must be, looked at by the reader of the
 * gateway, and put in the place of the one before. An edit that is wrong changes nothing. A crash leaves the file as it was
 * or as it is to be.
 *
 * <p>Thread-safe; of several processes on one data folder one edits at a time.
 */
public final class AccountsEditor {

    /** What an account may be called. */
    public static final Pattern ID = AccountsCheck.ID;

    private final Path file;
    private final AccountsHistory history;
    private final EditLock lock;
    private final AccountsDigest digest;
    private final HistoryNotes notes;
    private final SecretFiles secrets;
    private final WantedFields fields;
    private final AccountsCheck check;

    /**
     * @param file the file
     * @param data folder of data, in which the history is kept
     * @param placeholders further placeholders and what they stand for
     * @param validity validity of accounts that give none
     * @param onlyUrl how each account's address must begin, such as that of the sandbox; empty for any
     */
    public AccountsEditor(
            Path file,
            Path data,
            ProviderDescriptors descriptors,
            Map<String, String> placeholders,
            Duration validity,
            String onlyUrl,
            Clock clock) {
        this.file = file;
        history = new AccountsHistory(data);
        lock = new EditLock(file, history.folder());
        digest = new AccountsDigest(history.folder());
        secrets = new SecretFiles(file.toAbsolutePath().getParent(), clock);
        fields = new WantedFields(
                descriptors,
                common(descriptors),
                secrets,
                value -> !onlyUrl.isEmpty() && value.startsWith("{{sandbox}}") && value.lastIndexOf("{{") == 0,
                file.toString());
        check = new AccountsCheck(file, descriptors, placeholders, validity, onlyUrl, fields);
        notes = new HistoryNotes(history, new Differences(name -> !fields.isSecret(name)), clock);
    }

    private static Set<String> common(ProviderDescriptors descriptors) {
        Set<String> names = ProviderForm.all(descriptors).stream()
                .flatMap(form -> form.fields().stream())
                .map(FormField::name)
                .collect(Collectors.toCollection(TreeSet::new));
        names.addAll(List.of("provider", "api"));
        return names;
    }

    /** Version of one account. */
    public String version(AccountsFileText current, String id) {
        return digest.of(id + String.valueOf(current.text().accounts().get(id)));
    }

    /**
     * Reads the file.
     *
     * @throws UneditableException if it is not YAML, or not in UTF-8
     */
    public AccountsFileText current() {
        try {
            AtomicFile.makePrivateFolder(history.folder());
            String text = Files.exists(file) ? Files.readString(file) : "";
            return new AccountsFileText(new AccountsText(text), digest.of(text));
        } catch (CharacterCodingException e) {
            throw new UneditableException("it is not text in UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether a field is never shown. */
    public boolean isSecret(String field) {
        return fields.isSecret(field);
    }

    /** All versions that are kept, the newest first. */
    public synchronized List<HistoryEntry> history() {
        try {
            return history.all();
        } catch (IOException e) {
            throw new UncheckedIOException("The history of accounts in " + history.folder() + " cannot be read", e);
        }
    }

    /** Adds an account. */
    public Edit create(String id, Map<String, Object> wanted, EditRequest request) {
        check.checkId(id);
        return edit("account.create", id, request, now -> {
            if (now.accounts().containsKey(id)) {
                throw new EditRefusedException(Reason.EXISTS, Phrase.of("There is an account ''{0}'' already", id));
            }
            return now.put(id, fields.written(id, wanted, Map.of()));
        });
    }

    /** Makes the fields of an account what they are to be; secrets that are left out stay. */
    public Edit change(String id, Map<String, Object> wanted, EditRequest request) {
        return edit("account.change", id, request, now -> {
            Map<String, Object> old = account(now, id);
            return now.put(id, fields.written(id, wanted, old));
        });
    }

    /** The same, with another id. */
    public Edit rename(String id, String other, Map<String, Object> wanted, EditRequest request) {
        check.checkId(other);
        return edit("account.rename", id, request, now -> {
            Map<String, Object> old = account(now, id);
            if (now.accounts().containsKey(other)) {
                throw new EditRefusedException(Reason.EXISTS, Phrase.of("There is an account ''{0}'' already", other));
            }
            return now.rename(id, other).put(other, fields.written(other, wanted, old));
        });
    }

    /** Takes an account out of the file. */
    public Edit delete(String id, EditRequest request) {
        return edit("account.delete", id, request, now -> {
            account(now, id);
            if (now.defaultAccount().equals(id)) {
                throw new EditRefusedException(
                        Reason.IS_DEFAULT,
                        Phrase.of("Account ''{0}'' is the default: make another one the default first", id));
            }
            return now.remove(id);
        });
    }

    /** Makes another account the default. */
    public Edit setDefault(String id, EditRequest request) {
        return edit("account.default", id, request, now -> {
            account(now, id);
            return now.setDefault(id);
        });
    }

    /** Makes the file what it was, also if it is wrong now. */
    public Edit restore(long version, EditRequest request) {
        return edit(
                "account.restore",
                "",
                request,
                now -> new AccountsText(history.text(version)
                        .orElseThrow(() -> new EditRefusedException(
                                Reason.NOT_FOUND, Phrase.of("No version {0} of the accounts is kept", version)))));
    }

    /** Notes what was changed by hand since the last version, if anything was. */
    public synchronized void noteChangeByHand() {
        lock.exclusively(() -> {
            notes.reconcile(current());
            return null;
        });
    }

    private static Map<String, Object> account(AccountsText text, String id) {
        return Optional.ofNullable(text.accounts().get(id))
                .orElseThrow(
                        () -> new EditRefusedException(Reason.NOT_FOUND, Phrase.of("There is no account ''{0}''", id)));
    }

    private interface Change {
        AccountsText of(AccountsText now) throws IOException;
    }

    private synchronized Edit edit(String action, String id, EditRequest request, Change change) {
        return lock.exclusively(() -> {
            AccountsFileText now = readable(action);
            notes.reconcile(now);
            checkVersion(now, id, request);
            AccountsText wanted;
            try {
                wanted = change.of(now.text());
            } catch (UneditableException e) {
                throw new EditRefusedException(Reason.UNEDITABLE, e.phrase());
            }
            return write(action, id, request, now, wanted);
        });
    }

    /** A file that is no YAML may be replaced by one of before. */
    private AccountsFileText readable(String action) {
        try {
            return current();
        } catch (UneditableException e) {
            if (!action.equals("account.restore")) {
                throw new EditRefusedException(Reason.UNEDITABLE, e.phrase());
            }
            return new AccountsFileText(new AccountsText(""), "");
        }
    }

    private static Phrase changed(HistoryEntry last) {
        return last.by() == null
                ? Phrase.of("It was changed since you read it, last by hand at {0}", last.at())
                : Phrase.of("It was changed since you read it, last by {0} at {1}", last.by(), last.at());
    }

    private void checkVersion(AccountsFileText now, String id, EditRequest request) {
        String version = request.version();
        boolean holds = version.isEmpty()
                || version.equals(now.version())
                || (!id.isEmpty() && now.text().accounts().containsKey(id) && version.equals(version(now, id)));
        if (!holds) {
            throw new EditRefusedException(
                    Reason.CHANGED_MEANWHILE,
                    history.newest()
                            .map(AccountsEditor::changed)
                            .orElse(Phrase.of("It was changed since you read it")));
        }
    }

    private Edit write(String action, String id, EditRequest request, AccountsFileText now, AccountsText wanted)
            throws IOException {
        Path part = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            AtomicFile.create(part, wanted.text().getBytes(StandardCharsets.UTF_8));
            Optional<Accounts> before = check.before();
            Accounts after = check.read(part);
            before.ifPresent(old -> check.checkSecrets(old, after, now.text(), wanted));
            HistoryEntry entry = notes.entry(action, id, request, digest.of(wanted.text()), now.text(), wanted);
            history.begin(entry.version());
            history.add(entry, wanted.text());
            try {
                AtomicFile.replace(part, file);
            } catch (IOException e) {
                history.remove(entry.version());
                throw e;
            } finally {
                history.end();
            }
            List<String> texts = history.texts();
            texts.add(wanted.text());
            secrets.sweep(texts);
            return new Edit(entry, before, after);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
