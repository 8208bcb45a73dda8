import "./styles/tokens.css";
import "./styles/shell.css";
document.getElementById("app")?.append("四链图谱");
