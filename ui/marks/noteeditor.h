// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

#include <vector>

class QLabel;
class QPlainTextEdit;

namespace spectap {

/// A few lines about one call or several. Stays open beside the window until it is kept (Ctrl+Enter) or
/// closed.
class NoteEditor final : public QDialog
{
    Q_OBJECT

public:
    explicit NoteEditor(QWidget *parent = nullptr);

    /// Opens it for these calls; `note` is what they have.
    void edit(std::vector<quint32> seqs, const QString &note);
    /// The session is another one.
    void forget();

signals:
    /// Empty: the calls are to have no note.
    void kept(const std::vector<quint32> &seqs, const QString &note);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void keep();

    QLabel *m_about;
    QPlainTextEdit *m_text;
    std::vector<quint32> m_seqs;
};

} // namespace spectap
