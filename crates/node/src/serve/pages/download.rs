//! Files that leave: spreadsheets and papers, made from the record on its own thread.

use super::Answer;
use super::lobby::Lobby;
use axum::http::StatusCode;
use web::{File, Request};

/// The file that a request asks for; the page of an address that leads nowhere if there is none for whoever asks.
pub async fn file(lobby: &Lobby, asked: Request) -> Answer {
    match made(lobby, asked.clone()).await {
        Ok(Some((File { name, bytes }, _))) => Answer::File(name, bytes),
        Ok(None) => Answer::Page(Box::new(asked)),
        Err(failed) => failed,
    }
}

/// The same, with record time; none if there is no such file.
pub async fn made(lobby: &Lobby, asked: Request) -> Result<Option<(File, u64)>, Answer> {
    match lobby.desk.ask(move |machine, now| (machine.paper(&asked, now), now)).await {
        Ok((Ok(file), now)) => Ok(file.map(|file| (file, now))),
        Ok((Err(said), _)) => Err(Answer::Failed(StatusCode::INTERNAL_SERVER_ERROR, said)),
        Err(none) => Err(Answer::Failed(StatusCode::SERVICE_UNAVAILABLE, none.to_string())),
    }
}
