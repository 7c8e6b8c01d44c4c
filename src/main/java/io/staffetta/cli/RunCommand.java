package io.staffetta.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.staffetta.broker.BrokerUrl;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Table;
import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.config.Settings;
import io.staffetta.config.SettingsNotes;
import io.staffetta.gateway.Gateway;
import io.staffetta.gateway.StopLimit;
import io.staffetta.gateway.settings.BrokerSettings;
import io.staffetta.gateway.settings.LogSettings;
import io.staffetta.gateway.settings.ShutdownSettings;
import io.staffetta.sandbox.DemoBatch;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code staffetta run}: the gateway, until it is told to stop. */
@Command(
        name = "run",
        description = "Runs the gateway until it gets SIGTERM or Ctrl-C.",
        footer = {
            "",
            "Examples:",
            "  staffetta run --sandbox     the gateway with four demo accounts, on the built-in provider sandbox",
            "  staffetta run --sandbox --demo    the same, with messages of all kinds to look at in the console",
            "  staffetta run               the gateway with the accounts in config/accounts.yaml",
            "  staffetta run --until-ready    only whether it starts, with all that is configured",
            "  staffetta run --hold        takes messages and sends none, as after a restore"
        })
final class RunCommand implements Callable<Integer> {

    /** What Java ends with upon SIGTERM. */
    private static final int STOPPED = 143;

    @Mixin
    private GatewayOptions options;

    @Option(
            names = "--sandbox",
            description =
                    "Sends with demo accounts of all providers to the built-in provider sandbox. Real accounts are"
                            + " not used. Anyone on this machine may connect. Its queues are in data/sandbox.")
    private boolean sandbox;

    @Option(
            names = "--demo",
            description =
                    "With --sandbox: sends a batch of messages to the sandbox, good ones and such as fail in each way, so"
                            + " that there is something to look at. Again only into another --home.")
    private boolean demo;

    @Option(
            names = "--hold",
            description = "Takes messages and sends none, also after a restart, until 'staffetta hold resume'.")
    private boolean onHold;

    @Option(
            names = "--until-ready",
            description = "Stops again as soon as it is ready. It may send waiting messages meanwhile, unless --hold is"
                    + " there, too.")
    private boolean untilReady;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (demo && !sandbox) {
            throw new ParameterException(
                    spec.commandLine(), "--demo sends to the provider sandbox alone: give --sandbox with it");
        }
        Home home = options.home();
        Settings settings = options.settings();
        // What is wrong with them the gateway says, together with all else that is wrong.
        Logs.configure(home, LogSettings.of(settings.noting(new SettingsNotes())));
        Gateway gateway = new Gateway(home, settings, sandbox, onHold);
        CountDownLatch stopped = new CountDownLatch(1);
        Addresses addresses = gateway.start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            StopLimit.begin(ShutdownSettings.of(settings), gateway::stopping, STOPPED);
                            gateway.close("SIGTERM or Ctrl-C");
                            stopped.countDown();
                        },
                        "stop"));
        if (demo) {
            DemoBatch.drop(home.data(true).resolve("inbox"));
        }
        greet(addresses, home, settings);
        if (!gateway.hasAccounts()) {
            spec.commandLine().getOut().println("  Accounts    none yet: the console asks for the first one");
        }
        gateway.forgottenFiles().forEach(line -> spec.commandLine().getOut().println("  Batches     " + line));
        gateway.hold().ifPresent(hold -> spec.commandLine()
                .getOut()
                .println("  On hold     nothing is sent since " + hold.since() + ": "
                        + Table.clean(hold.reason()) + System.lineSeparator()
                        + "              to go on: staffetta hold resume"));
        spec.commandLine().getOut().flush();
        if (untilReady) {
            gateway.close("--until-ready");
        } else {
            stopped.await();
        }
        return ExitCode.OK;
    }

    private void greet(Addresses at, Home home, Settings settings) {
        double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
        PrintWriter out = spec.commandLine().getOut();
        out.printf("Staffetta is ready after %.1f s, home %s%n", seconds, home.folder());
        out.printf(
                "  HTTP        %s/v1/messages   health %s/observe/health%n",
                at.url(Addresses.HTTP), at.url(Addresses.MANAGEMENT));
        out.printf("  Console     %s/%s%n", at.url(Addresses.HTTP), sandbox ? "" : "   to sign in: staffetta console");
        if (at.has(Addresses.OPENWIRE)) {
            out.printf(
                    "  JMS         tcp://%s:%d (OpenWire)   %s:%d (STOMP)   queue sms.outbound%n",
                    at.host(), at.port(Addresses.OPENWIRE), at.host(), at.port(Addresses.STOMP));
        } else {
            out.printf(
                    "  JMS         %s   queue sms.outbound%n",
                    BrokerUrl.shown(BrokerSettings.of(settings).url()));
        }
        out.printf("  Inbox       %s   for batch files%n", home.data(sandbox).resolve("inbox"));
        if (!isPrepared()) {
            out.println("  Start       'bin/staffetta prepare' of the distribution, once, makes the next ones faster");
        }
        if (sandbox) {
            out.printf("  Sandbox     %s   what it took: %s/received%n", at.sandboxUrl(), at.sandboxUrl());
            out.printf(
                    "Try:%n  curl -H 'Content-Type: application/json' -d '{\"to\":\"+393330000001\",\"text\":\"Ciao\"}'"
                            + " %s/v1/messages%n",
                    at.url(Addresses.HTTP));
            out.printf(
                    "  printf 'CONNECT\\naccept-version:1.2\\nhost:localhost\\n\\n\\0SEND\\ndestination:/queue/sms.outbound\\n"
                            + "to:+393330000001\\n\\nCiao\\0' | nc -q1 %s %d%n",
                    at.host(), at.port(Addresses.STOMP));
            out.printf("  curl %s/received%n", at.sandboxUrl());
        }
        out.flush();
    }

    /** Whether Java uses an archive of the classes that was made for it. It goes without where that is of other jars or another Java. */
    private static boolean isPrepared() {
        HotSpotDiagnosticMXBean java = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return java == null
                || (!java.getVMOption("SharedArchiveFile").getValue().isEmpty()
                        && Boolean.parseBoolean(
                                java.getVMOption("UseSharedSpaces").getValue()));
    }
}
