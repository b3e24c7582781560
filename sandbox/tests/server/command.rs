//! The `seax-sandbox` command, as scripts use it.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_seax-sandbox");

fn run(arguments: &[&str]) -> (Child, Vec<String>) {
    run_command(Command::new(PROGRAM).args(arguments))
}

fn run_command(command: &mut Command) -> (Child, Vec<String>) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().take(4);
    let lines = lines.map(Result::unwrap).collect();
    (child, lines)
}

#[test]
fn it_prints_its_address_and_key() {
    let (mut child, lines) = run(&["--port", "0"]);
    let origin = lines[0].strip_prefix("listening on ").unwrap();
    let port: u16 = origin.strip_prefix("http://127.0.0.1:").unwrap().parse().unwrap();
    assert!(port > 0);
    assert!(lines[1].ends_with("3fa85f64-5717-4562-b3fc-2c963f66afa6"));
    assert!(lines[2].ends_with("sandbox-key"));
    assert!(lines[3].ends_with(&format!("{origin}/seax-api")));
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn with_json_it_prints_one_line_for_programs() {
    let mut child =
        Command::new(PROGRAM).args(["--port", "0", "--json"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let address: serde_json::Value = serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap();
    let origin = address["origin"].as_str().unwrap();
    assert_eq!(address["base_url"], format!("{origin}/seax-api"));
    assert_eq!(address["api_key"], "sandbox-key");
    let id = address["workspace_id"].as_str().unwrap();
    let url = format!("{origin}/seax-api/api/v1/workspace/{id}/phones");
    assert!(ureq::get(url).header("X-API-KEY", "sandbox-key").call().unwrap().status().is_success());
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(lines.next().is_none(), "nothing else is printed");
}

#[test]
fn the_error_names_a_port_in_use() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let mut command = Command::new(PROGRAM);
    let output = command.args(["--port", &port]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains(&port));
    assert!(output.stdout.is_empty());
}

#[test]
fn it_serves_a_hundred_thousand_contacts() {
    let (mut child, lines) = run(&["--port", "0", "--contacts", "100000"]);
    let url = format!(
        "{}/seax-api/api/v1/workspace/3fa85f64-5717-4562-b3fc-2c963f66afa6/contacts?limit=1",
        lines[0].strip_prefix("listening on ").unwrap()
    );
    let mut reply = ureq::get(url).header("X-API-KEY", "sandbox-key").call().unwrap();
    let body = reply.body_mut().read_to_string().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(body.contains(r#""total":100000"#), "{body}");
}

#[cfg(unix)]
#[test]
fn it_shuts_down_on_a_signal_with_a_connection_open() {
    for signal in ["-INT", "-TERM"] {
        let (mut child, lines) = run(&["--port", "0"]);
        let address = lines[0].strip_prefix("listening on http://").unwrap();
        let _connection = std::net::TcpStream::connect(address).unwrap();
        let killed = Command::new("kill").args([signal, &child.id().to_string()]).status();
        assert!(killed.unwrap().success());
        assert!(child.wait().unwrap().success(), "{signal}");
    }
}

#[cfg(unix)]
#[test]
fn more_connections_than_it_can_open_do_not_end_it() {
    use std::{
        io::{ErrorKind, Read, Write},
        net::TcpStream,
        time::Duration,
    };

    use crate::support::PATIENCE;

    let command = format!("ulimit -n 24 && exec '{PROGRAM}' --port 0");
    let (mut child, lines) = run_command(Command::new("sh").args(["-c", &command]));
    let address = lines[0].strip_prefix("listening on http://").unwrap();
    let read = |mut stream: &TcpStream, patience: Duration| {
        stream.set_read_timeout(Some(patience)).unwrap();
        let mut start = [0; 12];
        stream.read_exact(&mut start).map(|()| start)
    };
    // Until one is not answered, because no more can be accepted.
    let mut open = Vec::new();
    let waiting = loop {
        assert!(open.len() < 40, "its limit is not in force");
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
        match read(&stream, Duration::from_secs(3)) {
            Ok(_) => open.push(stream),
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                break stream;
            }
            Err(error) => panic!("it has ended: {error}"),
        }
    };
    drop(open);
    let start = read(&waiting, PATIENCE).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(&start, b"HTTP/1.1 404");
}

#[test]
fn invalid_arguments_are_rejected() {
    for arguments in [["--speed", "0"], ["--page-cap", "0"], ["--contacts", "-1"], ["--seed", "x"]] {
        let mut command = Command::new(PROGRAM);
        assert_eq!(command.args(arguments).output().unwrap().status.code(), Some(2), "{arguments:?}");
    }
}
