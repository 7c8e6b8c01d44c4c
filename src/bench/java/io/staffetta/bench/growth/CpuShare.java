package io.staffetta.bench.growth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Has processes use no more than a part of a core each, by control groups of Linux (cgroups, version 1 or 2), as root. */
final class CpuShare implements AutoCloseable {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final int PERIOD_MICROS = 10_000;

    private final boolean unified = Files.exists(ROOT.resolve("cgroup.controllers"));
    private final int percent;
    private final List<Path> groups = new ArrayList<>();

    /**
     * @param percent of a core, 1 to 100; 0 for all there is
     */
    CpuShare(int percent) {
        this.percent = percent;
    }

    /** Has a process use no more from now on. */
    void limit(long pid) {
        if (percent == 0) {
            return;
        }
        Path group = (unified ? ROOT : ROOT.resolve("cpu")).resolve("staffetta-bench-" + pid);
        int quota = PERIOD_MICROS * percent / 100;
        try {
            if (unified) {
                Files.writeString(ROOT.resolve("cgroup.subtree_control"), "+cpu");
            }
            Files.createDirectory(group);
            groups.add(group);
            if (unified) {
                Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
            } else {
                Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
                Files.writeString(group.resolve("cpu.cfs_quota_us"), Integer.toString(quota));
            }
            Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
        } catch (IOException e) {
            throw new UncheckedIOException("No control group of processor time; --share needs root", e);
        }
    }

    /** Takes the groups away; their processes must have ended. */
    @Override
    public void close() {
        for (Path group : groups) {
            try {
                Files.delete(group);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
