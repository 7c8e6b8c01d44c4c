package io.staffetta.provider.table;

import io.staffetta.account.Account;
import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.ReportRules;
import io.staffetta.provider.Submission;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** The address that an account's requests go to. */
public final class ProviderUrl {

    private ProviderUrl() {}

    /**
     * The account's address, else the one in the field that {@code url-field} names, else the descriptor's; less
     * {@code ?wsdl}, since the PBX's form for PMF most likely asks for the WSDL (inferred).
     *
     * @throws AccountUnusableException if there is none, it is no {@code http} or {@code https} address, or it holds
     *     credentials, which would show in logs
     */
    public static URI of(Submission submission, ProviderDescriptor descriptor) {
        return of(submission.account(), descriptor);
    }

    private static URI of(Account account, ProviderDescriptor descriptor) {
        String field = descriptor.urlField();
        String url = firstOf(account.url(), field.isEmpty() ? "" : account.field(field), descriptor.url());
        String name = field.isEmpty() ? "url" : field;
        if (url.isEmpty()) {
            throw unusable(account, "has no " + name + ", and no address of " + descriptor.title() + " is known");
        }
        return checked(account, name, withoutWsdl(url));
    }

    /**
     * Where an account's provider is asked about messages: the address in the field that {@code report.url-field} names,
     * else the descriptor's, relative to where the account's requests go. So the account of a sandbox or a proxy never
     * shows its credentials to anyone else; an address that is not relative is for accounts without a url of their own.
     *
     * @throws AccountUnusableException if there is none, with what to give instead
     */
    public static URI ofReport(Account account, ProviderDescriptor descriptor) {
        ReportRules report = descriptor.report();
        String own = report.urlField().isEmpty() ? "" : account.field(report.urlField());
        if (!own.isBlank()) {
            return checked(account, report.urlField(), own.strip());
        }
        URI messages = of(account, descriptor);
        boolean elsewhere =
                URI.create(report.url()).isAbsolute() && !messages.toString().equals(descriptor.url());
        URI beside = withoutSlash(messages).resolve(report.url());
        if (elsewhere || beside.getRawPath().contains("/..")) {
            String remedy = report.urlField().isEmpty() ? "it cannot be asked" : "give " + report.urlField();
            throw unusable(
                    account, "has a url of its own, which does not tell where to ask for delivery reports: " + remedy);
        }
        return beside;
    }

    private static URI withoutSlash(URI url) {
        String path = url.getRawPath();
        if (path.isEmpty()) {
            return url.resolve("/"); // Without a path, java.net.URI would lengthen the host's name.
        }
        return path.length() > 1 && path.endsWith("/") ? url.resolve(path.substring(0, path.length() - 1)) : url;
    }

    private static URI checked(Account account, String name, String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw unusable(account, "has a " + name + " that is not an address");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw unusable(account, "has a " + name + " that is not an http or https address");
        }
        if (uri.getUserInfo() != null) {
            throw unusable(account, "has credentials in its " + name + ", where logs would show them");
        }
        return uri;
    }

    private static AccountUnusableException unusable(Account account, String what) {
        return new AccountUnusableException("Account '" + account.id() + "' " + what, 0, "");
    }

    private static String firstOf(String... candidates) {
        for (String candidate : candidates) {
            if (!candidate.isBlank()) {
                return candidate.strip();
            }
        }
        return "";
    }

    private static String withoutWsdl(String url) {
        return url.toLowerCase(Locale.ROOT).endsWith("?wsdl") ? url.substring(0, url.length() - "?wsdl".length()) : url;
    }
}
