// The first start: no notice yet. Begin with the founding notice, or drag files in.

import { load, post, Refusal } from "../api";
import { append, el, fill } from "../dom";
import { say } from "../language";
import type { Job, Status } from "../model";

export async function firstPage(main: HTMLElement, status: Status, signal: AbortSignal, then: () => Promise<void>): Promise<void> {
  const list = el("ul", { class: "jobs", "aria-live": "polite" });
  const follow = async (line: HTMLElement, begin: Promise<{ path: string }>): Promise<void> => {
    try {
      const { path } = await begin;
      for (;;) {
        const job = await load<Job>(path.replace(/\.json$/, ""), {}, signal);
        if (job.state === "failed") return fill(line, job.name, " ", el("span", { class: "failed" }, job.error));
        fill(line, job.name, " ", say(STATES[job.state] ?? job.state));
        if (job.state === "done") return void append(line, [" ", job.notice && el("a", { href: job.notice.path }, job.notice.title)]);
        await new Promise((resolve) => window.setTimeout(resolve, 300));
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      append(line, [" ", el("span", { class: "failed" }, error.message)]);
    }
  };
  const run = async (names: string[], starts: (() => Promise<{ path: string }>)[]): Promise<void> => {
    const lines = names.map((name) => el("li", {}, name));
    append(list, lines);
    for (const [place, start] of starts.entries()) await follow(lines[place] ?? el("li", {}), start());
    await then();
  };
  const upload = (files: FileList | null | undefined): void => {
    const all = [...(files ?? [])];
    if (all.length) void run(all.map((file) => file.name), all.map((file) => () => post(`/upload?name=${encodeURIComponent(file.name)}`, file)));
  };
  const input = el("input", { type: "file", multiple: true, accept: status.endings.join(","), id: "files" });
  input.addEventListener("change", () => upload(input.files));
  const drop = el("div", { class: "drop" }, el("p", {}, say("把通知文件拖到这里，或")), el("label", { class: "plain", for: "files" }, say("选择文件")), input, el("p", { class: "hint" }, status.endings.join(" ")));
  drop.addEventListener("dragover", (event) => (event.preventDefault(), drop.classList.add("over")));
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    upload(event.dataTransfer?.files);
  });
  fill(
    main,
    el(
      "div",
      { class: "page first" },
      el("h1", {}, say("还没有文件")),
      el("p", { class: "subtitle" }, say("读入一份通知，便能看到其中的单位、产业与各链的联动，每一处都有原文为证。")),
      status.founding && el("p", {}, el("button", { class: "strong", type: "button", onclick: () => void run(["鲁人社字〔2022〕161号"], [() => post("/founding")]) }, say("从第一份文件开始：鲁人社字〔2022〕161号"))),
      status.upload ? drop : el("p", { class: "hint" }, say("本服务没有开放上传；请在命令行运行"), " ", el("code", {}, "silian build FOLDER")),
      list,
    ),
  );
}

const STATES: Readonly<Record<string, string>> = { waiting: "等待", reading: "正在读取", loading: "正在装入", done: "完成" };
