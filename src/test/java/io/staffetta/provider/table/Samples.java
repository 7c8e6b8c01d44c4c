package io.staffetta.provider.table;

import io.staffetta.account.Account;
import io.staffetta.account.Limits;
import io.staffetta.account.UnknownOutcome;
import io.staffetta.message.UnsupportedCharacters;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.Submission;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shipped descriptors, and messages that are nobody's. */
public final class Samples {

    public static final String TO = "+393330000001";
    public static final ProviderDescriptors DESCRIPTORS = ProviderDescriptors.load(Path.of("config/providers"));
    public static final ProviderWires WIRES = new ProviderWires(DESCRIPTORS.all());

    private Samples() {}

    public static ProviderDescriptor descriptor(String wire) {
        return DESCRIPTORS.wire(wire).orElseThrow();
    }

    /** An account that gives every field of its wire, with values that a wire would garble if it could. */
    public static Account account(String wire, String url) {
        Map<String, String> fields = new HashMap<>();
        for (ProviderDescriptor.AccountField field : descriptor(wire).fields()) {
            fields.put(field.name(), field.name() + "-1");
        }
        fields.put("password", "s3cr&t+<€>");
        fields.computeIfPresent("senderName", (name, value) -> "ACME");
        fields.computeIfPresent("accessVia", (name, value) -> "UUID");
        fields.computeIfPresent("pmfQName", (name, value) -> "{http://pmf.example/ws}PmfService");
        fields.computeIfPresent("pmfUrl", (name, value) -> url);
        return account(wire, url, fields, 4);
    }

    public static Account account(String wire, String url, Map<String, String> fields, int concurrency) {
        ProviderDescriptor descriptor = descriptor(wire);
        return new Account(
                wire + "-1",
                descriptor.provider(),
                wire,
                "test",
                true,
                fields,
                url,
                new Limits(0, concurrency),
                Duration.ofHours(1),
                List.of(),
                UnsupportedCharacters.REFUSE,
                UnknownOutcome.DEAD_LETTER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same account with another id. */
    public static Account withId(String id, Account account) {
        return new Account(
                id,
                account.provider(),
                account.wire(),
                account.description(),
                account.enabled(),
                account.fields(),
                account.url(),
                account.limits(),
                account.validity(),
                account.failover(),
                account.unsupportedCharacters(),
                account.unknownOutcome(),
                account.quietHours(),
                account.price(),
                account.bought());
    }

    public static Account named(Account account, String id) {
        return named(account, id, account.wire());
    }

    static Account named(Account account, String id, String wire) {
        return new Account(
                id,
                account.provider(),
                wire,
                account.description(),
                account.enabled(),
                account.fields(),
                account.url(),
                account.limits(),
                account.validity(),
                account.failover(),
                account.unsupportedCharacters(),
                account.unknownOutcome(),
                account.quietHours(),
                Optional.empty(),
                Optional.empty());
    }

    public static Account with(Account account, String field, String value) {
        Map<String, String> fields = new HashMap<>(account.fields());
        fields.put(field, value);
        return account(account.wire(), account.url(), fields, account.limits().concurrency());
    }

    public static Submission submission(Account account) {
        return submission(account, "Ciao & <a> + 5 €");
    }

    public static Submission submission(Account account, String text) {
        return new Submission("01M", account, TO, text, "ACME", 1);
    }

    public static Submission submission(String wire) {
        return submission(account(wire, "https://provider.example/send"));
    }
}
