package io.staffetta.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;

/** A hold in words. */
final class HoldView {

    private HoldView() {}

    /** Whether anything is sent, and what is still under way. */
    static String words(JsonNode hold) {
        if (!hold.path("held").asBoolean()) {
            return "Messages are sent";
        }
        int underWay = hold.path("underWay").asInt();
        return "Nothing is sent since " + Times.of(hold.path("since")) + ": "
                + Table.clean(hold.path("reason").asText())
                + (underWay == 0 ? "" : ". Still under way: " + underWay)
                + ". To go on: staffetta hold resume";
    }
}
