package io.staffetta.alert;

import io.staffetta.logging.CleanText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Carries all that receivers are told at once. Whatever the names in it are made of, each of its texts is one line, so
 * that none becomes a header of a mail, and has no character that steers a terminal.
 *
 * @param gateway name of the gateway that tells it
 * @param isTest whether somebody only tries whether it arrives
 * @param begun alerts that began, or go on
 * @param ended alerts that are over
 */
public record Notice(String gateway, boolean isTest, List<Alert> begun, List<Alert> ended) {

    public Notice {
        gateway = CleanText.line(gateway);
        begun = begun.stream().map(Alert::inLines).toList();
        ended = ended.stream().map(Alert::inLines).toList();
    }

    /** One that only tries whether it arrives. */
    static Notice test(String gateway) {
        return new Notice(gateway, true, List.of(), List.of());
    }

    /** This and a later one: of each alert what the later one says of it, if it does. */
    Notice and(Notice later) {
        Set<String> again = Stream.concat(later.begun.stream(), later.ended.stream())
                .map(Alert::id)
                .collect(Collectors.toSet());
        return new Notice(gateway, isTest, and(begun, later.begun, again), and(ended, later.ended, again));
    }

    private static List<Alert> and(List<Alert> alerts, List<Alert> later, Set<String> again) {
        return Stream.concat(alerts.stream().filter(alert -> !again.contains(alert.id())), later.stream())
                .toList();
    }

    /** In one line, the beginning of everything that receivers read. */
    public String title() {
        if (isTest) {
            return "Staffetta " + gateway + ": this is a test, nothing is wrong";
        }
        String first = begun.isEmpty()
                ? "all clear: no longer: " + ended.get(0).words()
                : begun.get(0).words();
        int more = begun.size() + ended.size() - 1;
        return "Staffetta " + gateway + ": " + first + (more == 0 ? "" : "; and " + more + " more");
    }

    /** In lines, all of it. */
    public String text() {
        return isTest
                ? title()
                : Stream.concat(
                                begun.stream()
                                        .map(alert ->
                                                alert.words() + " (" + alert.id() + ", since " + alert.since() + ")"),
                                ended.stream()
                                        .map(alert -> "All clear: no longer: " + alert.words() + " (" + alert.id()
                                                + ", from " + alert.since() + " to " + alert.ended() + ")"))
                        .collect(Collectors.joining("\n"));
    }
}
